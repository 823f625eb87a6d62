package io.viralstream.cli.analysis;

import io.viralstream.images.Picture;
import io.viralstream.images.PngWriter;
import io.viralstream.models.analyse.AttentionMap;
import io.viralstream.models.analyse.Measure;
import io.viralstream.models.analyse.PatchPicture;
import io.viralstream.models.analyse.PrincipalComponents;
import io.viralstream.models.analyse.Seen;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Draws what models make of the first items: `NUMBER-MODEL-pca-LAYER.png`, and
/// `NUMBER-MODEL-attention-LAYER.png` with the mean over all heads. Models are numbered from 1.
public final class AnalysisPictures {
  private final Torch torch;
  private final List<LoadedModel> models;
  private final Set<Measure> measures;
  private final int most;
  private final Axes axes;

  /// Whose main components colours stand for.
  public enum Axes {
    /// Each model's own.
    OWN,
    /// The first model's, for both.
    FIRST
  }

  /// @param most items that are drawn
  /// @throws AnalysisRefused where models of different widths are to share axes
  public AnalysisPictures(
      Torch torch, List<LoadedModel> models, Set<Measure> measures, int most, Axes axes) {
    this.torch = torch;
    this.models = List.copyOf(models);
    this.measures = Set.copyOf(measures);
    this.most = most;
    this.axes = axes;
    List<Integer> widths =
        models.stream().map(each -> each.model().language().settings().width()).distinct().toList();
    if (axes == Axes.FIRST && widths.size() > 1)
      throw new AnalysisRefused(
          "--pca-axes=first: tokens are " + widths + " wide, expected models of one width");
  }

  /// In the scope of what was seen.
  ///
  /// @param number of the item, from 0
  void draw(int number, Picture picture, List<Seen> seen, AnalysisFolder folder)
      throws IOException {
    if (number >= most || !draws()) return;
    for (int i = 0; i < seen.size(); i++) {
      Picture square = models.get(i).frame(picture);
      write(folder, name(number, i, "seen"), square);
      if (measures.contains(Measure.PCA)) components(number, i, square, seen, folder);
      attention(number, i, square, seen.get(i), folder);
    }
  }

  private boolean draws() {
    return measures.contains(Measure.PCA)
        || measures.contains(Measure.ATTENTION)
        || measures.contains(Measure.ENTROPY);
  }

  private static String name(int number, int model, String what) {
    return String.format(Locale.ROOT, "%04d-%d-%s.png", number + 1, model + 1, what);
  }

  private void components(
      int number, int model, Picture square, List<Seen> seen, AnalysisFolder folder)
      throws IOException {
    for (Map.Entry<Integer, Tensor> each : seen.get(model).layers().entrySet()) {
      Tensor tokens = each.getValue();
      Tensor along =
          switch (axes) {
            case OWN -> tokens;
            case FIRST -> seen.getFirst().layers().getOrDefault(each.getKey(), tokens);
          };
      int grid = models.get(model).model().encoder().view().grid();
      double[] colours = PrincipalComponents.of(along).colours(torch, tokens);
      Picture painted = PatchPicture.painted(colours, grid, square.width());
      write(folder, name(number, model, "pca-" + each.getKey()), painted);
    }
  }

  private static void attention(
      int number, int model, Picture square, Seen seen, AnalysisFolder folder) throws IOException {
    for (Map.Entry<Integer, List<AttentionMap>> each : seen.attention().entrySet()) {
      Picture overlaid = PatchPicture.overlaid(square, AttentionMap.mean(each.getValue()));
      write(folder, name(number, model, "attention-" + each.getKey()), overlaid);
    }
  }

  private static void write(AnalysisFolder folder, String name, Picture picture)
      throws IOException {
    folder.draw(name, PngWriter.write(picture));
  }
}
