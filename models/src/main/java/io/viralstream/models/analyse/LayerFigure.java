package io.viralstream.models.analyse;

import java.util.OptionalInt;

/// One number of an analysis, and what it is of.
///
/// @param measure a measure's name, with a part behind a dot where it has several numbers, such as
///   `cknna.teacher`
/// @param layer ℓ, where it is of a layer
/// @param head counted from 0, where it is of a head
public record LayerFigure(String measure, OptionalInt layer, OptionalInt head, Figure figure) {
  static LayerFigure ofLayer(String measure, int layer, Figure figure) {
    return new LayerFigure(measure, OptionalInt.of(layer), OptionalInt.empty(), figure);
  }

  static LayerFigure ofHead(String measure, int layer, int head, Figure figure) {
    return new LayerFigure(measure, OptionalInt.of(layer), OptionalInt.of(head), figure);
  }

  static LayerFigure ofAnswer(String measure, Figure figure) {
    return new LayerFigure(measure, OptionalInt.empty(), OptionalInt.empty(), figure);
  }
}
