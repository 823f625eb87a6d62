package io.viralstream.templates;

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
