package io.viralstream.models.analyse;

import io.viralstream.images.Picture;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.Question;
import io.viralstream.models.generate.ServingOptions;
import io.viralstream.models.model.HiddenStates;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.PromptRow;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.models.text.PromptStyle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// What measures cost beside the features of the same pictures, by `bench/speed analysis`.
///
/// Arguments: a model's directory, a teacher's, the threads, the pictures. Plain features are those
/// of encoder, teacher and all layers, read back. All ways see each picture before the next one is
/// seen. Prints medians of milliseconds a picture, and ratios to plain features.
final class AnalysisSpeedMain {
  private static final int WARMING = 5;
  private static final String QUESTION = "Is there a red circle ?";

  private final LoadedModel model;
  private final AnalysisTeacher teacher;
  private final List<Integer> layers;

  private AnalysisSpeedMain(LoadedModel model, AnalysisTeacher teacher) {
    this.model = model;
    this.teacher = teacher;
    int blocks = model.model().language().settings().blocks();
    layers = IntStream.rangeClosed(0, blocks).boxed().toList();
  }

  public static void main(String[] arguments) throws Exception {
    Torch torch = Torch.open(TorchSettings.cpu(Integer.parseInt(arguments[2])));
    var asked =
        new ServingOptions(PromptStyle.TEMPLATE, ServingOptions.Pictures.PAD, Optional.empty());
    try (LoadedModel model = LoadedModel.open(torch, Path.of(arguments[0]), asked);
        AnalysisTeacher teacher =
            AnalysisTeacher.open(torch, Path.of(arguments[1]), model.model().encoder().view())) {
      new AnalysisSpeedMain(model, teacher).time(Integer.parseInt(arguments[3]));
    }
  }

  private void time(int pictures) {
    List<Set<Measure>> ways =
        List.of(
            Set.of(),
            EnumSet.of(Measure.CKNNA),
            EnumSet.of(Measure.CKNNA, Measure.ATTENTION, Measure.ENTROPY),
            EnumSet.of(Measure.CKNNA, Measure.ATTENTION, Measure.ENTROPY, Measure.MARGIN));
    List<List<Double>> times = new ArrayList<>();
    ways.forEach(way -> times.add(new ArrayList<>()));
    for (int i = -WARMING; i < pictures; i++) {
      Picture picture = noise(i);
      for (int way = 0; way < ways.size(); way++) {
        long began = System.nanoTime();
        look(picture, ways.get(way));
        if (i >= 0) times.get(way).add((System.nanoTime() - began) / 1e6);
      }
    }
    double plain = median(times.getFirst());
    for (int way = 0; way < ways.size(); way++) {
      String name = ways.get(way).isEmpty() ? "features" : new TreeSet<>(ways.get(way)).toString();
      double median = median(times.get(way));
      System.out.printf(
          Locale.ROOT, "%-40s %8.1f ms  %.2f of features%n", name, median, median / plain);
    }
  }

  private void look(Picture picture, Set<Measure> measures) {
    try (Scope scope = model.torch().inference()) {
      if (measures.isEmpty()) {
        features(picture);
        return;
      }
      var settings = new AnalysisSettings(measures, layers, 8);
      Seen seen = new AnalysisPass(model, Optional.of(teacher), settings).see(picture, QUESTION);
      new PictureFigures(settings).of(seen, Optional.empty());
    }
  }

  private void features(Picture picture) {
    PatchFeatures z = model.see(picture);
    Question question = model.question(Optional.of(z), QUESTION);
    PromptRow row = PromptRow.of(question.packed());
    teacher.see(picture);
    HiddenStates hidden =
        model
            .model()
            .hidden(
                row,
                Optional.of(PatchFeatures.stacked(model.torch(), List.of(z))),
                Set.copyOf(layers));
    for (int layer : layers) model.model().visual(hidden, layer, row).floats();
  }

  private static Picture noise(long seed) {
    byte[] rgb = new byte[112 * 112 * 3];
    new SplittableRandom(seed).nextBytes(rgb);
    return new Picture(112, 112, rgb);
  }

  private static double median(List<Double> times) {
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
