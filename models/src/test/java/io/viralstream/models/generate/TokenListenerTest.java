package io.viralstream.models.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.model.TinyNetwork;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.text.BytePairTraining;
import io.viralstream.models.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenListenerTest {
  private static final int NEVER = -1;
  private static final int MOST = 9;
  private static final Sampling DRAWN = new Sampling(1.5, 0, 1, 1.1, 7);

  @RegisterExtension final WithTorch with = new WithTorch();
  private VisionLanguageModel model = TinyNetwork.fresh(with.torch(), 11);
  private Generator generator = new Generator(model);
  private final List<Integer> heard = new ArrayList<>();

  @BeforeEach
  void begin() {
    generator = new Generator(model);
  }

  @AfterEach
  void close() {
    generator.close();
    model.close();
  }

  @Test
  void hearsTheTokensOfAGreedyAnswerOneByOne() {
    hearsOneByOne(new Request(question(0), Sampling.greedy(), Stopping.at(NEVER, MOST)));
  }

  @Test
  void hearsTheTokensOfADrawnAnswerOneByOne() {
    hearsOneByOne(new Request(question(0), DRAWN, Stopping.at(NEVER, MOST)));
  }

  private void hearsOneByOne(Request request) {
    Sequence sequence = generator.add(request, BatchSettings.defaults(), heard::add);
    // The first step reads the prompt, which gives a token, and continues.
    for (int tokens = 2; generator.step(); tokens++) {
      assertEquals(Math.min(tokens, MOST), heard.size());
    }
    assertEquals(sequence.completion().ids(), heard);
    assertEquals(MOST, heard.size());
  }

  @Test
  void hearsTheTokenThatEndsTheAnswer() {
    List<Integer> whole = completed(Sampling.greedy(), Stopping.at(NEVER, MOST)).ids();
    Completion ended = completed(Sampling.greedy(), Stopping.at(whole.getLast(), MOST));
    assertEquals(Completion.Ending.END_TOKEN, ended.ending());
    assertEquals(ended.ids(), heard);
  }

  @Test
  void hearsTheTokenThatCompletesAStopText() {
    List<Integer> whole = completed(DRAWN, Stopping.at(NEVER, MOST)).ids();
    try (Tokenizer tokenizer =
        Tokenizer.parse(new BytePairTraining(300, 1).train(List.of("yes no")))) {
      int visible = whole.stream().filter(id -> id > 3).findFirst().orElseThrow();
      String stop = tokenizer.decode(new int[] {visible});
      Stopping.Texts texts = new Stopping.Texts(tokenizer, List.of(stop));
      Completion ended = completed(DRAWN, new Stopping(Set.of(), Optional.of(texts), MOST));
      assertEquals(Completion.Ending.STOP_TEXT, ended.ending());
      assertEquals(whole.subList(0, whole.indexOf(visible) + 1), heard);
      assertEquals(ended.ids(), heard);
    }
  }

  private Completion completed(Sampling sampling, Stopping stopping) {
    heard.clear();
    Request request = new Request(question(0), sampling, stopping);
    Sequence sequence = generator.add(request, BatchSettings.defaults(), heard::add);
    while (generator.step()) {}
    return sequence.completion();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void hearsItsOwnSequenceAmongSeveral(boolean invariant) {
    BatchSettings settings = new BatchSettings(3, 1 << 10, invariant);
    List<List<Integer>> all = new ArrayList<>();
    List<Sequence> sequences = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      List<Integer> own = new ArrayList<>();
      all.add(own);
      Stopping stopping = Stopping.at(NEVER, 1 + i);
      Request request = new Request(question(i), i % 2 == 0 ? DRAWN : Sampling.greedy(), stopping);
      sequences.add(generator.add(request, settings, own::add));
    }
    while (generator.step()) {}
    assertEquals(sequences.stream().map(each -> each.completion().ids()).toList(), all);
  }

  @Test
  void hasHeardAllBeforeTheCompletionIsThere() {
    List<Boolean> open = new ArrayList<>();
    List<Sequence> sequences = new ArrayList<>();
    sequences.add(
        generator.add(
            greedy(0),
            BatchSettings.defaults(),
            id -> {
              open.add(sequences.getFirst().isOpen());
              assertThrows(IllegalStateException.class, sequences.getFirst()::completion);
            }));
    while (generator.step()) {}
    assertEquals(List.copyOf(IntStream.range(0, MOST).mapToObj(i -> true).toList()), open);
    assertEquals(MOST, sequences.getFirst().completion().ids().size());
  }

  @Test
  void hearsNothingOfWhatWasAbandoned() {
    Sequence sequence = generator.add(greedy(0), BatchSettings.defaults(), heard::add);
    generator.step();
    int before = heard.size();
    sequence.abandon();
    while (generator.step()) {}
    assertEquals(before, heard.size());
    IllegalStateException none = assertThrows(IllegalStateException.class, sequence::completion);
    assertEquals("was abandoned", none.getMessage());
  }

  @Test
  void mayAbandonItsOwnSequenceAndOthers() {
    List<Sequence> sequences = new ArrayList<>();
    TokenListener abandoning =
        id -> {
          heard.add(id);
          if (heard.size() == 3) sequences.forEach(Sequence::abandon);
        };
    sequences.add(generator.add(greedy(0), BatchSettings.defaults(), abandoning));
    sequences.add(generator.add(greedy(1), BatchSettings.defaults(), heard::add));
    while (generator.step()) {}
    assertEquals(3, heard.size());
    for (Sequence each : sequences) assertThrows(IllegalStateException.class, each::completion);
  }

  @Test
  void mayAddTheNextRequest() {
    List<Sequence> next = new ArrayList<>();
    generator.add(
        greedy(0),
        BatchSettings.defaults(),
        id -> {
          if (next.isEmpty()) next.add(generator.add(greedy(1), BatchSettings.defaults().fast()));
        });
    while (generator.step()) {}
    assertEquals(MOST, next.getFirst().completion().ids().size());
  }

  @Test
  void endsItsOwnSequenceAloneByWhatItThrows() {
    List<Integer> alone = completed(Sampling.greedy(), Stopping.at(NEVER, MOST)).ids();
    IllegalArgumentException gone = new IllegalArgumentException("nobody is there");
    heard.clear();
    long living = with.torch().living();
    Sequence failing =
        generator.add(
            greedy(1),
            BatchSettings.defaults(),
            id -> {
              throw gone;
            });
    Sequence other = generator.add(greedy(0), BatchSettings.defaults(), heard::add);
    generator.step();
    assertFalse(failing.isOpen());
    assertTrue(other.isOpen());
    while (generator.step()) {}
    assertEquals(alone, heard);
    assertEquals(alone, other.completion().ids());
    IllegalStateException failed = assertThrows(IllegalStateException.class, failing::completion);
    assertSame(gone, failed.getCause());
    assertEquals(living, with.torch().living());
  }

  private static Request greedy(int seed) {
    return new Request(question(seed), Sampling.greedy(), Stopping.at(NEVER, MOST));
  }

  private static Question question(int seed) {
    return new Question(new int[] {0}, Optional.empty(), new int[] {3 + seed, 4, 5});
  }
}
