package io.viralstream.models.generate;

/// Why a sequence goes on no longer.
public enum Ending {
  /// It said a token that ends answers.
  END_TOKEN,
  /// Its text holds a stop text.
  STOP_TEXT,
  /// It was cut at its limit.
  LENGTH
}
