package io.viralstream.models.analyse;

import java.util.Locale;

/// What can be measured of a model's visual tokens.
public enum Measure {
  /// Cosines of a layer's visual tokens: with the input, with their own mean, with another model's.
  COSINE,
  /// Alignment of a layer's visual tokens with the encoder's and the teacher's features.
  CKNNA,
  /// Over how many places each head's attention to the picture is spread.
  ENTROPY,
  /// Which share of each head's attention goes to the picture.
  ATTENTION,
  /// The picture that a layer's three main components paint.
  PCA,
  /// What a ridge regression reads off a layer's visual tokens about the patch.
  PROBE,
  /// How far the log-probability of the model's own answer falls without the picture.
  MARGIN;

  /// As the command line and the rows have it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
