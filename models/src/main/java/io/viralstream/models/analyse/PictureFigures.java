package io.viralstream.models.analyse;

import io.viralstream.models.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The numbers that the chosen measures give of one picture.
public final class PictureFigures {
  private static final String OTHER_GRID = "the teacher has another number of tokens";
  private static final String OTHER_WIDTH = "the other model's tokens have another shape";

  private final AnalysisSettings settings;

  public PictureFigures(AnalysisSettings settings) {
    this.settings = settings;
  }

  /// In the scope of what was seen.
  ///
  /// @param against what another model made of the same picture and question, if any
  public List<LayerFigure> of(Seen seen, Optional<Seen> against) {
    List<LayerFigure> figures = new ArrayList<>();
    if (settings.measures().contains(Measure.COSINE)) cosines(seen, against, figures);
    if (settings.measures().contains(Measure.CKNNA)) alignments(seen, figures);
    seen.attention().forEach((layer, heads) -> attention(layer, heads, figures));
    seen.margin().ifPresent(margin -> figures.add(LayerFigure.ofAnswer("margin", margin)));
    return figures;
  }

  private void cosines(Seen seen, Optional<Seen> against, List<LayerFigure> figures) {
    for (int layer : settings.layers()) {
      Tensor tokens = seen.tokens(layer);
      figures.add(
          LayerFigure.ofLayer("cosine.mean", layer, CosineSimilarity.withTheirMean(tokens)));
      if (layer > 0) {
        figures.add(
            LayerFigure.ofLayer(
                "cosine.input", layer, CosineSimilarity.between(tokens, seen.tokens(0))));
      }
      against
          .map(other -> between(tokens, other.tokens(layer)))
          .ifPresent(figure -> figures.add(LayerFigure.ofLayer("cosine.against", layer, figure)));
    }
  }

  private static Figure between(Tensor tokens, Tensor others) {
    boolean alike = tokens.size(0) == others.size(0) && tokens.size(1) == others.size(1);
    return alike ? CosineSimilarity.between(tokens, others) : new Figure.Undefined(OTHER_WIDTH);
  }

  private void alignments(Seen seen, List<LayerFigure> figures) {
    Cknna.Side encoder = Cknna.Side.of(seen.encoder(), Cknna.NEIGHBOURS);
    Optional<Cknna.Side> teacher =
        seen.teacher().map(features -> Cknna.Side.of(features, Cknna.NEIGHBOURS));
    for (int layer : settings.layers()) {
      Cknna.Side side = Cknna.Side.of(seen.tokens(layer), Cknna.NEIGHBOURS);
      figures.add(LayerFigure.ofLayer("cknna.encoder", layer, Cknna.of(side, encoder)));
      teacher.ifPresent(other ->
          figures.add(LayerFigure.ofLayer("cknna.teacher", layer, alignment(side, other))));
    }
  }

  private static Figure alignment(Cknna.Side layer, Cknna.Side teacher) {
    return layer.tokens() == teacher.tokens()
        ? Cknna.of(layer, teacher)
        : new Figure.Undefined(OTHER_GRID);
  }

  private void attention(int layer, List<AttentionMap> heads, List<LayerFigure> figures) {
    for (int head = 0; head < heads.size(); head++) {
      AttentionMap map = heads.get(head);
      if (settings.measures().contains(Measure.ATTENTION)) {
        Figure mass = Figure.of(map.mass(), "an attention map that is not finite");
        figures.add(LayerFigure.ofHead("attention.mass", layer, head, mass));
      }
      if (!settings.measures().contains(Measure.ENTROPY)) continue;
      SpatialEntropy entropy = SpatialEntropy.of(map);
      figures.add(LayerFigure.ofHead("entropy", layer, head, entropy.entropy()));
      figures.add(LayerFigure.ofHead("entropy.normalized", layer, head, entropy.normalized()));
    }
  }
}
