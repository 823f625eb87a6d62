package io.viralstream.models.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenChoiceTest {
  @Test
  void processesScoresAsTransformersDoes() throws IOException {
    for (JsonNode each : reference()) {
      float[] scores = floats(each.path("scores"));
      IntStream ids = IntStream.of(ints(each.path("ids")));
      new TokenChoice(sampling(each, 0), ids).process(scores);
      assertArrayEquals(floats(each.path("processed")), scores, 1e-5f, each.toString());
    }
  }

  @Test
  void drawsAlikeWithASeedAndOtherwiseWithAnother() throws IOException {
    JsonNode drawn = reference().get(7);
    List<Integer> first = draws(drawn, 5);
    assertEquals(first, draws(drawn, 5));
    assertNotEquals(first, draws(drawn, 6));
  }

  @Test
  void drawsEachTokenAsOftenAsItIsLikely() {
    float[] scores = {(float) Math.log(.5), (float) Math.log(.3), (float) Math.log(.2)};
    TokenChoice choice = new TokenChoice(new Sampling(1, 0, 1, 1, 9), IntStream.empty());
    int[] counts = new int[3];
    for (int i = 0; i < 20_000; i++) counts[choice.choose(scores.clone())]++;
    assertArrayEquals(new double[] {.5, .3, .2}, shares(counts), .015);
  }

  @Test
  void penalizesWhatItSaidItself() {
    TokenChoice choice = new TokenChoice(new Sampling(0, 0, 1, 2, 0), IntStream.empty());
    assertEquals(1, choice.choose(new float[] {1, 3, 2}));
    choice.remember(1);
    assertEquals(2, choice.choose(new float[] {1, 3, 2}));
  }

  @Test
  void neverDrawsWhatFellOut() {
    TokenChoice choice = new TokenChoice(new Sampling(50, 2, 1, 1, 1), IntStream.empty());
    for (int i = 0; i < 2_000; i++) {
      int drawn = choice.choose(new float[] {1, 5, 4, 2});
      assertTrue(drawn == 1 || drawn == 2, "token " + drawn);
    }
  }

  private static double[] shares(int[] counts) {
    double sum = IntStream.of(counts).sum();
    return IntStream.of(counts).mapToDouble(count -> count / sum).toArray();
  }

  private static List<Integer> draws(JsonNode each, long seed) {
    TokenChoice choice = new TokenChoice(sampling(each, seed), IntStream.empty());
    return IntStream.range(0, 50)
        .mapToObj(i -> choice.choose(floats(each.path("scores"))))
        .toList();
  }

  private static Sampling sampling(JsonNode each, long seed) {
    return new Sampling(
        each.path("temperature").asDouble(),
        each.path("topK").asInt(),
        each.path("topP").asDouble(),
        each.path("repetitionPenalty").asDouble(),
        seed);
  }

  private static JsonNode reference() throws IOException {
    String place = "/io/viralstream/models/golden/sampling/reference.json";
    try (InputStream in = TokenChoiceTest.class.getResourceAsStream(place)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in));
    }
  }

  private static int[] ints(JsonNode list) {
    return list.valueStream().mapToInt(JsonNode::asInt).toArray();
  }

  private static float[] floats(JsonNode list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      boolean fellOut = list.get(i).isNull();
      values[i] = fellOut ? Float.NEGATIVE_INFINITY : (float) list.get(i).asDouble();
    }
    return values;
  }
}
