package io.viralstream.workers.text.jinja;

/// Arithmetic between two values.
enum Operator {
  ADD,
  SUBTRACT,
  JOIN,
  MULTIPLY,
  DIVIDE,
  DIVIDE_WHOLE,
  REMAINDER,
  POWER
}
