package io.viralstream.models.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.model.PackedBatch;
import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.TinyNetwork;
import io.viralstream.models.model.Turn;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GeneratorTest {
  private static final int NEVER = -1;
  private static final int MOST = 9;

  @RegisterExtension final WithTorch with = new WithTorch();
  private VisionLanguageModel model = TinyNetwork.fresh(with.torch(), 11);
  private List<Question> questions = List.of();

  @BeforeEach
  void ask() {
    List<PatchFeatures> z =
        new VisionEncoder(with.torch(), model.encoder())
            .encode(
                List.of(TinyNetwork.picture(1), TinyNetwork.picture(2), TinyNetwork.picture(3)));
    questions =
        List.of(
            new Question(new int[] {0}, Optional.of(z.get(0)), new int[] {3, 4}),
            new Question(new int[] {0}, Optional.of(z.get(1)), new int[] {5, 6, 7, 8, 9, 2}),
            new Question(new int[] {0, 1}, Optional.empty(), new int[] {7}),
            new Question(new int[0], Optional.of(z.get(2)), new int[] {1, 1, 2}));
  }

  @AfterEach
  void free() {
    model.close();
  }

  @Test
  void answersABatchAsEachQuestionAlone() {
    List<Completion> together = answers(questions, NEVER);
    Set<List<Integer>> different = new HashSet<>();
    for (int i = 0; i < questions.size(); i++) {
      Completion alone = answers(questions.subList(i, i + 1), NEVER).getFirst();
      assertEquals(alone, together.get(i));
      different.add(alone.answer());
    }
    assertTrue(different.size() > 1, "the questions must be able to tell answers apart");
  }

  @Test
  void answersAsAModelThatReadsEverythingAgainForEachToken() {
    List<Completion> cached = answers(questions, NEVER);
    for (int i = 0; i < questions.size(); i++) {
      assertEquals(uncached(questions.get(i)), cached.get(i).answer());
    }
  }

  private List<Integer> uncached(Question question) {
    List<Integer> answer = new ArrayList<>();
    while (answer.size() < MOST) {
      int[] ids = new int[question.after().length + answer.size()];
      System.arraycopy(question.after(), 0, ids, 0, question.after().length);
      for (int i = 0; i < answer.size(); i++) {
        ids[question.after().length + i] = answer.get(i);
      }
      int visual = question.picture().map(PatchFeatures::tokens).orElse(0);
      PackedBatch batch =
          PackedBatch.of(
              List.of(
                  new PackedSample(
                      question.before(), visual, List.of(new Turn(ids, new boolean[ids.length])))));
      Optional<Tensor> features =
          question.picture().map(z -> PatchFeatures.stacked(with.torch(), List.of(z)));
      Tensor last = model.hidden(batch, features).last().select(1, batch.length() - 1);
      answer.add((int) model.language().logits(last).argmax(-1).longs()[0]);
    }
    return answer;
  }

  @Test
  void endsAtTheEndTokenWithoutSayingIt() {
    List<Integer> whole = answers(questions, NEVER).getFirst().answer();
    int end = whole.getLast();
    Completion completion = answers(questions, end).getFirst();
    assertEquals(whole.subList(0, whole.indexOf(end)), completion.answer());
    assertTrue(completion.ended());
    assertFalse(answers(questions, NEVER).getFirst().ended());
  }

  @Test
  void endsAtAnyOfSeveralEndTokensAndSaysWhich() {
    Question question = questions.getFirst();
    List<Integer> whole = answers(questions, NEVER).getFirst().answer();
    Stopping stopping = new Stopping(Set.of(whole.getLast(), whole.get(1)), Optional.empty(), MOST);
    Request request = new Request(question, Sampling.greedy(), stopping);
    Completion completion = completed(request);
    int first = Math.min(whole.indexOf(whole.getLast()), whole.indexOf(whole.get(1)));
    assertEquals(whole.subList(0, first + 1), completion.ids());
    assertEquals(Completion.Ending.END_TOKEN, completion.ending());
  }

  @Test
  void saysThatItWasCutAtItsLimit() {
    Request request = new Request(questions.getFirst(), Sampling.greedy(), Stopping.at(NEVER, 3));
    Completion completion = completed(request);
    assertEquals(3, completion.ids().size());
    assertEquals(Completion.Ending.LENGTH, completion.ending());
  }

  @Test
  void refusesWhatDoesNotFitTheContextByName() {
    Request large = new Request(questions.getFirst(), Sampling.greedy(), Stopping.at(NEVER, 26));
    IllegalArgumentException failure =
        assertThrows(IllegalArgumentException.class, () -> completed(large));
    assertEquals(
        "prompt.positions=7 with mostTokens=26, expected at most 32 together",
        failure.getMessage());
  }

  @Test
  void takesRequestsWhileOthersAreAnswered() {
    List<Completion> alone = answers(questions, NEVER);
    List<Sequence> sequences = new ArrayList<>();
    try (Generator generator = new Generator(model)) {
      for (Question question : questions) {
        sequences.add(generator.add(request(question, NEVER), BatchSettings.defaults()));
        generator.step();
      }
      assertTrue(sequences.getFirst().isOpen());
      while (generator.step()) {}
    }
    assertEquals(alone, sequences.stream().map(Sequence::completion).toList());
  }

  @Test
  void freesWhatHasNotEndedWhenItIsClosed() {
    long living = with.torch().living();
    Generator generator = new Generator(model);
    Sequence sequence =
        generator.add(request(questions.getFirst(), NEVER), BatchSettings.defaults());
    generator.step();
    assertTrue(with.torch().living() > living);
    generator.close();
    assertEquals(living, with.torch().living());
    assertThrows(IllegalStateException.class, sequence::completion);
  }

  @Test
  void leavesNoTensorBehind() {
    long living = with.torch().living();
    assertEquals(4, answers(questions, NEVER).size());
    assertEquals(living, with.torch().living());
  }

  private Completion completed(Request request) {
    try (Generator generator = new Generator(model)) {
      return generator.complete(List.of(request), BatchSettings.defaults()).getFirst();
    }
  }

  private List<Completion> answers(List<Question> asked, int end) {
    try (Generator generator = new Generator(model)) {
      return generator.complete(
          asked.stream().map(each -> request(each, end)).toList(), BatchSettings.defaults());
    }
  }

  private static Request request(Question question, int end) {
    return new Request(question, Sampling.greedy(), Stopping.at(end, MOST));
  }
}
