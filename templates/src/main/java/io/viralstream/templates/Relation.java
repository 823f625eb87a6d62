package io.viralstream.templates;

/// A comparison of two values.
enum Relation {
  EQUAL,
  UNEQUAL,
  LESS,
  AT_MOST,
  MORE,
  AT_LEAST,
  IN,
  NOT_IN
}
