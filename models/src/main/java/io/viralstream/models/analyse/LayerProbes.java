package io.viralstream.models.analyse;

import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SequencedMap;

/// A [RidgeProbe] for each layer and for the encoder's features: colour, shape and place of the
/// object in each patch (docs/analyses.md §4).
///
/// They learn from some pictures and are tested on others. Patches without an object take no part.
public final class LayerProbes implements AutoCloseable {
  private static final String NONE_LABELLED = "no patch of the picture shows an object";
  private static final String NONE_LEARNT = "no patch to learn from";
  private static final int PLACES = 2;

  private final Torch torch;
  private final Classes classes;
  private final SequencedMap<Source, RidgeProbe> probes = new LinkedHashMap<>();
  private final Spread spread = new Spread();

  /// How many there are to tell apart.
  public record Classes(int colours, int shapes) {
    int targets() {
      return colours + shapes + PLACES;
    }
  }

  /// Whose features a probe reads.
  ///
  /// @param part of the measure's name
  private record Source(String part, OptionalInt layer) {}

  /// The variance of the places that were learnt from.
  private static final class Spread {
    private long count;
    private final double[] sums = new double[PLACES];
    private final double[] squares = new double[PLACES];

    void add(double... places) {
      count++;
      for (int i = 0; i < PLACES; i++) {
        sums[i] += places[i];
        squares[i] += places[i] * places[i];
      }
    }

    double variance(int place) {
      double mean = sums[place] / count;
      return squares[place] / count - mean * mean;
    }
  }

  public LayerProbes(Torch torch, Classes classes) {
    this.torch = torch;
    this.classes = classes;
  }

  /// Bytes that the probes of so many layers take beside the encoder's.
  public static long bytes(Classes classes, int layers, int width) {
    return (layers + 1L) * RidgeProbe.bytes(width, classes.targets());
  }

  /// Learns from a picture, in the scope of what was seen of it.
  public void learn(Seen seen, PatchLabels labels) {
    int[] patches = labels.labelled();
    if (patches.length == 0) return;
    Tensor rows = torch.of(patches, patches.length);
    Tensor targets = targets(labels, patches);
    for (int patch : patches) spread.add(labels.right()[patch], labels.below()[patch]);
    features(seen)
        .forEach(
            (source, tokens) -> probe(source, tokens).add(tokens.indexSelect(0, rows), targets));
  }

  private RidgeProbe probe(Source source, Tensor tokens) {
    return probes.computeIfAbsent(
        source, each -> new RidgeProbe(torch, Math.toIntExact(tokens.size(1)), classes.targets()));
  }

  private static Map<Source, Tensor> features(Seen seen) {
    Map<Source, Tensor> features = new LinkedHashMap<>();
    features.put(new Source("encoder.", OptionalInt.empty()), seen.encoder());
    seen.layers()
        .forEach((layer, tokens) -> features.put(new Source("", OptionalInt.of(layer)), tokens));
    return features;
  }

  /// One-hot colour and shape, and the place: `[n, colours + shapes + 2]`.
  private Tensor targets(PatchLabels labels, int[] patches) {
    int width = classes.targets();
    double[] targets = new double[patches.length * width];
    for (int i = 0; i < patches.length; i++) {
      int patch = patches[i];
      targets[i * width + labels.colours()[patch]] = 1;
      targets[i * width + classes.colours() + labels.shapes()[patch]] = 1;
      targets[i * width + width - 2] = labels.right()[patch];
      targets[i * width + width - 1] = labels.below()[patch];
    }
    return torch.of(targets, patches.length, width);
  }

  /// Tests on a picture that was not learnt from, in the scope of what was seen of it.
  ///
  /// `probe.colour` and `probe.shape` are the share of its patches that are read correctly,
  /// `probe.place` is R²: 1 − the mean squared error over the variance of what was learnt from.
  public List<LayerFigure> test(Seen seen, PatchLabels labels) {
    int[] patches = labels.labelled();
    List<LayerFigure> figures = new ArrayList<>();
    for (Map.Entry<Source, Tensor> each : features(seen).entrySet()) {
      Source source = each.getKey();
      RidgeProbe probe = probes.get(source);
      if (patches.length == 0) undefined(source, NONE_LABELLED, figures);
      else if (probe == null) undefined(source, NONE_LEARNT, figures);
      else test(source, predicted(probe, each.getValue(), patches), labels, patches, figures);
    }
    return figures;
  }

  private double[] predicted(RidgeProbe probe, Tensor tokens, int[] patches) {
    try (Scope scope = torch.inference()) {
      return probe
          .solution()
          .predict(tokens.indexSelect(0, torch.of(patches, patches.length)).to(Kind.F64))
          .doubles();
    }
  }

  private static void undefined(Source source, String why, List<LayerFigure> figures) {
    for (String kind : List.of("colour", "shape", "place")) {
      figures.add(figure(source, kind, new Figure.Undefined(why)));
    }
  }

  private static LayerFigure figure(Source source, String kind, Figure figure) {
    return new LayerFigure(
        "probe." + source.part() + kind, source.layer(), OptionalInt.empty(), figure);
  }

  private void test(
      Source source,
      double[] predicted,
      PatchLabels labels,
      int[] patches,
      List<LayerFigure> figures) {
    int width = classes.targets();
    int colours = 0;
    int shapes = 0;
    double errors = 0;
    for (int i = 0; i < patches.length; i++) {
      int patch = patches[i];
      int at = i * width;
      int split = at + classes.colours();
      int end = split + classes.shapes();
      colours += RidgeProbe.best(predicted, at, split) == labels.colours()[patch] ? 1 : 0;
      shapes += RidgeProbe.best(predicted, split, end) == labels.shapes()[patch] ? 1 : 0;
      errors += relative(labels.right()[patch] - predicted[end], 0);
      errors += relative(labels.below()[patch] - predicted[end + 1], 1);
    }
    double n = patches.length;
    figures.add(figure(source, "colour", new Figure.Known(colours / n)));
    figures.add(figure(source, "shape", new Figure.Known(shapes / n)));
    figures.add(
        figure(source, "place", Figure.of(1 - errors / (PLACES * n), "places do not differ")));
  }

  private double relative(double error, int place) {
    return error * error / spread.variance(place);
  }

  @Override
  public void close() {
    probes.values().forEach(RidgeProbe::close);
  }
}
