package io.viralstream.models.analyse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.images.Picture;
import io.viralstream.images.PictureReader;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.ServingOptions;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.published.Golden;
import io.viralstream.models.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every measure against `tools/golden/analyses.py`, which computes it in float64 from its
/// definition.
class GoldenAnalysesTest {
  @RegisterExtension final WithTorch with = new WithTorch();

  private static Stream<JsonNode> cases(String file) throws IOException {
    Path path = Golden.directory("analyses").resolve(file + ".json");
    List<JsonNode> cases = new ArrayList<>();
    new ObjectMapper().readTree(Files.readString(path)).forEach(cases::add);
    assertTrue(!cases.isEmpty());
    return cases.stream();
  }

  static Stream<JsonNode> cknna() throws IOException {
    return cases("cknna");
  }

  static Stream<JsonNode> entropy() throws IOException {
    return cases("entropy");
  }

  static Stream<JsonNode> pca() throws IOException {
    return cases("pca");
  }

  static Stream<JsonNode> probe() throws IOException {
    return cases("probe");
  }

  static Stream<JsonNode> margin() throws IOException {
    return cases("margin");
  }

  static Stream<JsonNode> attention() throws IOException {
    return cases("attention");
  }

  private static double[] numbers(JsonNode array) {
    List<Double> numbers = new ArrayList<>();
    addTo(numbers, array);
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void addTo(List<Double> numbers, JsonNode node) {
    if (node.isArray()) node.forEach(each -> addTo(numbers, each));
    else numbers.add(node.asDouble());
  }

  private Tensor matrix(JsonNode rows) {
    double[] values = numbers(rows);
    return with.torch().of(values, rows.size(), values.length / rows.size());
  }

  private static void assertFigure(JsonNode expected, Figure figure, double tolerance) {
    switch (figure) {
      case Figure.Known(double value) -> {
        assertTrue(!expected.isNull(), "expected none, was " + value);
        assertEquals(expected.asDouble(), value, tolerance);
      }
      case Figure.Undefined(String why) -> assertTrue(expected.isNull(), why);
    }
  }

  @ParameterizedTest
  @MethodSource("cknna")
  void cknnaFollowsItsDefinition(JsonNode one) {
    int neighbours = one.path("k").asInt();
    Figure figure = Cknna.of(side(one, "a", neighbours), side(one, "b", neighbours));
    assertFigure(one.path("value"), figure, 1e-9);
  }

  private Cknna.Side side(JsonNode one, String key, int neighbours) {
    Tensor features = matrix(one.path(key));
    TokenProducts products =
        one.path("normalize").asBoolean()
            ? TokenProducts.normalized(features)
            : TokenProducts.of(features);
    return Cknna.Side.of(products, neighbours);
  }

  @ParameterizedTest
  @MethodSource("entropy")
  void entropyFollowsItsDefinition(JsonNode one) {
    var map =
        new AttentionMap(
            numbers(one.path("values")), one.path("rows").asInt(), one.path("columns").asInt());
    SpatialEntropy entropy = SpatialEntropy.of(map);
    assertEquals(one.path("mass").asDouble(), map.mass(), 1e-12);
    assertEquals(one.path("components").asInt(), entropy.components());
    assertFigure(one.path("entropy"), entropy.entropy(), 1e-12);
    assertFigure(one.path("normalized"), entropy.normalized(), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("pca")
  void thePictureOfComponentsFollowsItsDefinition(JsonNode one) {
    Tensor features = matrix(one.path("features"));
    double[] colours = PrincipalComponents.of(features).colours(with.torch(), features);
    assertArrayEquals(numbers(one.path("rgb")), colours, 1e-6);
  }

  @ParameterizedTest
  @MethodSource("probe")
  void theProbeFollowsItsDefinition(JsonNode one) {
    Tensor x = matrix(one.path("x"));
    Tensor y = one.has("classes") ? oneHot(one) : matrix(one.path("targets"));
    int train = one.path("train").asInt();
    long test = x.size(0) - train;
    assertEquals(RidgeProbe.RIDGE, one.path("alpha").asDouble());
    try (RidgeProbe probe = new RidgeProbe(with.torch(), (int) x.size(1), (int) y.size(1))) {
      probe.add(x.narrow(0, 0, train), y.narrow(0, 0, train));
      double[] predicted = probe.solution().predict(x.narrow(0, train, test)).doubles();
      assertArrayEquals(numbers(one.path("predicted")), predicted, 1e-9);
      double[] chosen = numbers(one.path("chosen"));
      int width = (int) y.size(1);
      for (int row = 0; row < chosen.length; row++) {
        assertEquals(chosen[row], RidgeProbe.best(predicted, row * width, (row + 1) * width));
      }
    }
  }

  private Tensor oneHot(JsonNode one) {
    double[] labels = numbers(one.path("labels"));
    int classes = one.path("classes").asInt();
    double[] values = new double[labels.length * classes];
    for (int row = 0; row < labels.length; row++) values[row * classes + (int) labels[row]] = 1;
    return with.torch().of(values, labels.length, classes);
  }

  private LoadedModel open(Golden golden) throws IOException {
    return LoadedModel.open(with.torch(), golden.directory(), ServingOptions.published());
  }

  private static Picture picture(Golden golden, JsonNode one) throws Exception {
    Path file = golden.directory().resolve(one.path("picture").asText());
    return PictureReader.standard(1L << 30).read(Files.readAllBytes(file));
  }

  @ParameterizedTest
  @MethodSource("margin")
  void theMarginIsThatOfTransformers(JsonNode one) throws Exception {
    Golden golden = Golden.of(one.path("checkpoint").asText());
    try (LoadedModel model = open(golden)) {
      var settings = new AnalysisSettings(EnumSet.of(Measure.MARGIN), List.of(0), 4);
      int[] answer =
          DoubleStream.of(numbers(one.path("answerIds"))).mapToInt(id -> (int) id).toArray();
      Figure margin =
          new AnalysisPass(model, Optional.empty(), settings)
              .margin(picture(golden, one), one.path("question").asText(), answer);
      assertFigure(one.path("margin"), margin, 1e-5);
    }
  }

  @ParameterizedTest
  @MethodSource("attention")
  void attentionIsThatOfTransformersWithoutFusedKernels(JsonNode one) throws Exception {
    Golden golden = Golden.of(one.path("checkpoint").asText());
    try (LoadedModel model = open(golden)) {
      int blocks = model.model().language().settings().blocks();
      var settings =
          new AnalysisSettings(
              EnumSet.of(Measure.ATTENTION), IntStream.rangeClosed(0, blocks).boxed().toList(), 4);
      Seen seen =
          new AnalysisPass(model, Optional.empty(), settings)
              .see(picture(golden, one), one.path("question").asText());
      JsonNode layers = one.path("attention");
      assertEquals(blocks, layers.size());
      for (int block = 0; block < blocks; block++) {
        List<AttentionMap> heads = seen.attention().getOrDefault(block + 1, List.of());
        assertEquals(layers.get(block).size(), heads.size());
        for (int head = 0; head < heads.size(); head++) {
          assertArrayEquals(numbers(layers.get(block).get(head)), heads.get(head).weights(), 1e-5);
        }
      }
    }
  }
}
