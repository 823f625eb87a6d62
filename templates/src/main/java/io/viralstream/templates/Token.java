package io.viralstream.templates;

/// A word of a template.
///
/// @param line where it begins, from 1
record Token(Kind kind, String text, int line) {
  enum Kind {
    DATA,
    BLOCK_BEGIN,
    BLOCK_END,
    OUTPUT_BEGIN,
    OUTPUT_END,
    NAME,
    STRING,
    INTEGER,
    FLOAT,
    OPERATOR,
    END
  }

  boolean is(Kind expected, String word) {
    return kind == expected && text.equals(word);
  }

  boolean isOperator(String word) {
    return is(Kind.OPERATOR, word);
  }

  boolean isName(String word) {
    return is(Kind.NAME, word);
  }
}
