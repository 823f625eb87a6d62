package io.viralstream.models.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.model.WithTorch;
import io.viralstream.models.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Features with one strong direction in common and a small signal: cosines hardly see the signal
/// go, a probe does.
class PlantedFeaturesTest {
  private static final int PATCHES = 16;
  private static final int WIDTH = 12;
  private static final int COLOURS = 4;

  @RegisterExtension final WithTorch with = new WithTorch();

  private record Planted(Seen seen, PatchLabels labels) {}

  private Planted picture(long seed) {
    var random = new SplittableRandom(seed);
    double[] values = new double[PATCHES * WIDTH];
    int[] colours = new int[PATCHES];
    for (int patch = 0; patch < PATCHES; patch++) {
      colours[patch] = random.nextInt(COLOURS);
      for (int i = 0; i < WIDTH; i++) values[patch * WIDTH + i] = 10 + .1 * random.nextGaussian();
      values[patch * WIDTH + colours[patch]] += 2;
    }
    Tensor tokens = with.torch().of(values, PATCHES, WIDTH);
    double[] nowhere = random.doubles(PATCHES).toArray();
    return new Planted(
        seen(tokens), new PatchLabels(colours, new int[PATCHES], nowhere, nowhere.clone()));
  }

  private static Seen seen(Tensor tokens) {
    return new Seen(
        new TreeMap<>(Map.of(1, tokens)),
        tokens,
        Optional.empty(),
        new TreeMap<>(),
        Optional.empty(),
        Optional.empty());
  }

  /// Every token of every picture replaced by the mean of all.
  private List<Planted> flattened(List<Planted> pictures) {
    Tensor mean =
        Tensor.concat(pictures.stream().map(each -> each.seen().encoder()).toList(), 0).mean(0);
    Tensor flat = mean.expand(PATCHES, WIDTH).copy();
    return pictures.stream().map(each -> new Planted(seen(flat), each.labels())).toList();
  }

  private double colour(List<Planted> learnt, List<Planted> tested) {
    try (LayerProbes probes = new LayerProbes(with.torch(), new LayerProbes.Classes(COLOURS, 1))) {
      learnt.forEach(each -> probes.learn(each.seen(), each.labels()));
      OptionalDouble mean =
          tested.stream()
              .flatMap(each -> probes.test(each.seen(), each.labels()).stream())
              .filter(figure -> figure.measure().equals("probe.colour"))
              .mapToDouble(figure -> ((Figure.Known) figure.figure()).value())
              .average();
      return mean.orElseThrow();
    }
  }

  @Test
  void areReadByAProbeUntilEveryTokenIsTheMean() {
    List<Planted> learnt = new ArrayList<>();
    List<Planted> tested = new ArrayList<>();
    for (int seed = 0; seed < 40; seed++) (seed < 25 ? learnt : tested).add(picture(seed));
    assertTrue(colour(learnt, tested) > .98);
    double flat = colour(flattened(learnt), flattened(tested));
    assertEquals(1.0 / COLOURS, flat, .1);
  }

  @Test
  void haveACosineOfNearlyOneWithTheirMean() {
    Planted planted = picture(1);
    Tensor flat = flattened(List.of(planted, picture(2))).getFirst().seen().encoder();
    Figure.Known cosine = (Figure.Known) CosineSimilarity.between(planted.seen().encoder(), flat);
    assertEquals(1, cosine.value(), .05);
  }

  @Test
  void withoutAnyObjectGiveNoFigureAndSayWhy() {
    Planted planted = picture(1);
    int[] nothing = new int[PATCHES];
    Arrays.fill(nothing, PatchLabels.NOTHING);
    var labels = new PatchLabels(nothing, nothing, new double[PATCHES], new double[PATCHES]);
    try (LayerProbes probes = new LayerProbes(with.torch(), new LayerProbes.Classes(COLOURS, 1))) {
      probes.learn(planted.seen(), labels);
      List<LayerFigure> figures = probes.test(planted.seen(), labels);
      assertEquals(6, figures.size());
      assertTrue(figures.stream().allMatch(each -> each.figure() instanceof Figure.Undefined));
    }
  }
}
