package io.viralstream.models.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.model.FeatureLayer;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.KeyValueRows;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.PackedBatch;
import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.TinyNetwork;
import io.viralstream.models.model.Turn;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.VisionLanguageModelSettings;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// Continuous batching, on one thread and on two.
@ParameterizedClass
@ValueSource(ints = {1, 2})
class BatchTest {
  private static final int VOCABULARY = 410;
  private static final int MOST = 6;

  private final Torch torch;
  private final VisionLanguageModel model;

  BatchTest(int threads) {
    torch = Torch.open(TorchSettings.cpu(threads));
    model =
        new VisionLanguageModel(
            torch,
            new VisionLanguageModelSettings(
                TinyNetwork.vision(new FeatureLayer.AfterBlock(1)),
                new LanguageModelSettings(
                    VOCABULARY, 96, 3, 6, 6, 16, 176, 128, 1e-5, 1e4, true, false)),
            FreshWeights.seeded(torch, 5));
  }

  @AfterEach
  void close() {
    model.close();
    torch.close();
  }

  @AfterAll
  static void useOneThreadAgain() {
    Torch.open(TorchSettings.cpu(1)).close();
  }

  @Test
  void givesTheSameBitsWhateverSharesTheBatch() {
    List<float[]> alone = scoresAmong(1, 0, true);
    for (int others : new int[] {2, 8, 32}) {
      for (int place : new int[] {0, others - 1}) {
        assertSameBits(alone, scoresAmong(others, place, true));
      }
    }
  }

  @Test
  void givesTheSameBitsWhateverTheLimitOfSequences() {
    BatchSettings sixteen = new BatchSettings(16, 1 << 12, true);
    List<float[]> alone = scoresAmong(1, 0, sixteen);
    for (int most : new int[] {1, 2, 8, 16}) {
      assertSameBits(alone, scoresAmong(20, 5, sixteen.atMost(most)));
    }
  }

  @Test
  void continuesAsManySequencesAtOnceAsItsLimitAndTellsEach() {
    for (boolean invariant : new boolean[] {true, false}) {
      for (int most : new int[] {1, 2, 4}) {
        List<Sequence> sequences =
            IntStream.range(0, 9)
                .mapToObj(i -> unheard(new Request(question(i), Sampling.greedy(), until(MOST))))
                .toList();
        run(new BatchSettings(4, 1 << 12, invariant).atMost(most), sequences);
        assertEquals(most, sequences.getFirst().together());
      }
    }
  }

  @Test
  void tellsASequenceOfOneTokenThatItRanAlone() {
    Sequence brief = unheard(new Request(question(0), Sampling.greedy(), until(1)));
    run(BatchSettings.defaults(), List.of(brief, recorded(1)));
    assertEquals(1, brief.together());
  }

  @Test
  void answersAlikeButForRoundingWithoutThatPromise() {
    List<float[]> alone = scoresAmong(1, 0, true);
    for (int others : new int[] {1, 32}) {
      List<float[]> beside = scoresAmong(others, others - 1, false);
      for (int i = 0; i < alone.size(); i++) assertArrayEquals(alone.get(i), beside.get(i), 1e-5f);
    }
  }

  @Test
  void givesTheScoresOfAModelThatReadsEverythingAgain() {
    RecordedSequence sequence = recorded(0);
    run(new BatchSettings(4, 1 << 12, true), List.of(sequence));
    List<Integer> ids = sequence.completion().ids();
    assertEquals(MOST, ids.size());
    for (int i = 0; i < ids.size(); i++) {
      assertArrayEquals(uncached(question(0), ids.subList(0, i)), sequence.scores().get(i), 1e-5f);
    }
  }

  @Test
  void drawsAlikeWithASeedWhateverSharesTheBatch() {
    Sampling drawn = new Sampling(1.2, 50, .95, 1.1, 77);
    Request request = new Request(question(3), drawn, Stopping.at(-1, MOST));
    List<Request> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) many.add(new Request(question(i), drawn, Stopping.at(-1, MOST)));
    many.add(request);
    List<Integer> alone = lastOf(List.of(request));
    assertEquals(alone, lastOf(many));
    Request otherwise = new Request(question(3), reseeded(drawn), Stopping.at(-1, MOST));
    assertTrue(!alone.equals(lastOf(List.of(otherwise))));
  }

  private List<Integer> lastOf(List<Request> requests) {
    try (Generator generator = new Generator(model)) {
      return generator.complete(requests, BatchSettings.defaults()).getLast().ids();
    }
  }

  @Test
  void keepsToItsBudgetOfTokens() {
    BatchSettings settings = new BatchSettings(32, 200, true);
    assertEquals(3, settings.rows(KeyValueRows.window(50, 128)));
    assertEquals(1, settings.rows(KeyValueRows.window(500, 1024)));
    List<RecordedSequence> sequences = IntStream.range(0, 9).mapToObj(this::recorded).toList();
    run(settings, List.copyOf(sequences));
    assertTrue(sequences.stream().noneMatch(Sequence::isOpen));
  }

  /// Windows of 32, 64 and 128 slots, and memory for one of the last.
  @Test
  void keepsToItsBudgetOfBytesAndStillEndsAll() {
    long limit = KeyValueRows.bytes(model.torch().numerics(), model.language().settings(), 1, 128);
    for (boolean invariant : new boolean[] {true, false}) {
      List<Sequence> plenty = ofThreeWindows();
      List<Sequence> little = ofThreeWindows();
      BatchSettings settings = new BatchSettings(4, 1 << 12, invariant);
      assertTrue(run(settings, plenty, KeyValueBudget.unbounded()) > limit);
      assertTrue(run(settings, little, new KeyValueBudget(limit)) <= limit);
      for (int i = 0; i < plenty.size(); i++)
        assertEquals(plenty.get(i).completion().ids(), little.get(i).completion().ids());
    }
  }

  private static List<Sequence> ofThreeWindows() {
    return IntStream.range(0, 12)
        .mapToObj(i ->
            unheard(
                new Request(question(i), Sampling.greedy(), until(List.of(4, 40, 90).get(i % 3)))))
        .toList();
  }

  @Test
  void readsPromptsTogetherWhileTheyHaveFewTokens() {
    Queue<Sequence> waiting = new ArrayDeque<>();
    for (int tokens : new int[] {500, 500, 500, 2000, 3, 4, 5}) waiting.add(ofLength(tokens));
    List<List<Integer>> read = new ArrayList<>();
    while (!waiting.isEmpty()) {
      read.add(Batch.next(waiting, 2).stream().map(each -> each.prompt().length()).toList());
    }
    assertEquals(
        List.of(List.of(500, 500), List.of(500), List.of(2000), List.of(3, 4), List.of(5)), read);
  }

  @Test
  void leavesNoTensorBehind() {
    long living = torch.living();
    scoresAmong(3, 1, true);
    assertEquals(living, torch.living());
  }

  private static Sampling reseeded(Sampling sampling) {
    return new Sampling(
        sampling.temperature(),
        sampling.topK(),
        sampling.topP(),
        sampling.repetitionPenalty(),
        sampling.seed() + 1);
  }

  /// The scores of one sequence at a place among others, of different lengths and ends.
  private List<float[]> scoresAmong(int all, int place, boolean invariant) {
    return scoresAmong(all, place, new BatchSettings(32, 1 << 12, invariant));
  }

  private List<float[]> scoresAmong(int all, int place, BatchSettings settings) {
    RecordedSequence measured = recorded(0);
    List<Sequence> sequences = new ArrayList<>();
    for (int i = 1; i < all; i++) {
      sequences.add(unheard(new Request(question(i), Sampling.greedy(), until(1 + i % 9))));
    }
    sequences.add(place, measured);
    run(settings, sequences);
    return measured.scores();
  }

  private void run(BatchSettings settings, List<? extends Sequence> sequences) {
    run(settings, sequences, KeyValueBudget.unbounded());
  }

  private long run(
      BatchSettings settings, List<? extends Sequence> sequences, KeyValueBudget budget) {
    long most = 0;
    try (Generator generator = new Generator(model, budget)) {
      sequences.forEach(each -> generator.add(each, settings));
      while (generator.step()) most = Math.max(most, budget.taken());
    }
    assertEquals(0, budget.taken());
    return most;
  }

  private RecordedSequence recorded(int seed) {
    return new RecordedSequence(new Request(question(seed), Sampling.greedy(), until(MOST)));
  }

  private static Sequence ofLength(int tokens) {
    Question question = new Question(new int[0], Optional.empty(), new int[tokens]);
    return unheard(new Request(question, Sampling.greedy(), until(1)));
  }

  private static Sequence unheard(Request request) {
    return new Sequence(request, TokenListener.none());
  }

  private static Stopping until(int most) {
    return Stopping.at(-1, most);
  }

  private static Question question(int seed) {
    Random random = new Random(seed);
    int length = 3 + random.nextInt(15);
    float[] z = new float[4 * 16];
    for (int i = 0; i < z.length; i++) z[i] = (float) random.nextGaussian();
    Optional<PatchFeatures> picture =
        seed % 3 == 0 ? Optional.of(new PatchFeatures(z, 4, 16)) : Optional.empty();
    int[] after = random.ints(length, 0, VOCABULARY).toArray();
    return new Question(new int[] {1, 2}, picture, after);
  }

  private float[] uncached(Question question, List<Integer> said) {
    int[] ids =
        IntStream.concat(IntStream.of(question.after()), said.stream().mapToInt(i -> i)).toArray();
    int visual = question.picture().map(PatchFeatures::tokens).orElse(0);
    Turn turn = new Turn(ids, new boolean[ids.length]);
    PackedBatch batch =
        PackedBatch.of(List.of(new PackedSample(question.before(), visual, List.of(turn))));
    try (Scope scope = torch.inference()) {
      Optional<Tensor> z =
          question.picture().map(picture -> PatchFeatures.stacked(torch, List.of(picture)));
      Tensor last = model.hidden(batch, z).last().select(1, batch.length() - 1);
      return model.language().logits(last).floats();
    }
  }

  private static void assertSameBits(List<float[]> expected, List<float[]> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(bits(expected.get(i)), bits(found.get(i)), "token " + i);
    }
  }

  private static int[] bits(float[] values) {
    return IntStream.range(0, values.length).map(i -> Float.floatToRawIntBits(values[i])).toArray();
  }
}
