package io.viralstream.scenes;

import java.util.Locale;

/// A kind of question, as result tables name it.
public enum Category {
  /// Is there a red circle? Half of the answers are yes.
  EXISTENCE,
  /// How many circles are there?
  COUNT,
  /// On which side of one object another lies.
  RELATION,
  /// In which quarter of the picture an object lies; asked in pretraining only.
  POSITION,
  /// What colour an object has; the base model was never asked.
  COLOUR,
  /// Existence of what only the stream's world has: a new colour or a new shape.
  NOVELTY;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
