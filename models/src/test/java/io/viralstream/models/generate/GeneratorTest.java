package io.viralstream.models.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.model.PackedBatch;
import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.TinyModel;
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
  private VisionLanguageModel model = TinyModel.fresh(with.torch(), 11);
  private List<Question> questions = List.of();

  @BeforeEach
  void ask() {
    List<PatchFeatures> z =
        new VisionEncoder(with.torch(), model.encoder())
            .encode(List.of(TinyModel.picture(1), TinyModel.picture(2), TinyModel.picture(3)));
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
    List<Answer> together = new Generator(model, NEVER).answer(questions, MOST);
    Set<List<Integer>> different = new HashSet<>();
    for (int i = 0; i < questions.size(); i++) {
      Answer alone =
          new Generator(model, NEVER).answer(questions.subList(i, i + 1), MOST).getFirst();
      assertEquals(alone, together.get(i));
      different.add(alone.tokens());
    }
    assertTrue(different.size() > 1, "the questions must be able to tell answers apart");
  }

  @Test
  void answersAsAModelThatReadsEverythingAgainForEachToken() {
    List<Answer> cached = new Generator(model, NEVER).answer(questions, MOST);
    for (int i = 0; i < questions.size(); i++) {
      assertEquals(uncached(questions.get(i)), cached.get(i).tokens());
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
    List<Integer> whole = new Generator(model, NEVER).answer(questions, MOST).getFirst().tokens();
    int end = whole.getLast();
    Answer answer = new Generator(model, end).answer(questions, MOST).getFirst();
    assertEquals(whole.subList(0, whole.indexOf(end)), answer.tokens());
    assertTrue(answer.ended());
    assertFalse(new Generator(model, NEVER).answer(questions, MOST).getFirst().ended());
  }

  @Test
  void endsAtAnyOfSeveralEndTokensAndSaysWhich() {
    Generator generator = new Generator(model, NEVER);
    Question question = questions.getFirst();
    List<Integer> whole = generator.answer(questions, MOST).getFirst().tokens();
    Stopping stopping = new Stopping(Set.of(whole.getLast(), whole.get(1)), Optional.empty(), MOST);
    Request request = new Request(question, Sampling.greedy(), stopping);
    Completion completion = generator.complete(List.of(request)).getFirst();
    int first = Math.min(whole.indexOf(whole.getLast()), whole.indexOf(whole.get(1)));
    assertEquals(whole.subList(0, first + 1), completion.ids());
    assertEquals(Ending.END_TOKEN, completion.ending());
  }

  @Test
  void saysThatItWasCutAtItsLimit() {
    Request request = new Request(questions.getFirst(), Sampling.greedy(), Stopping.at(NEVER, 3));
    Completion completion = new Generator(model, NEVER).complete(List.of(request)).getFirst();
    assertEquals(3, completion.ids().size());
    assertEquals(Ending.LENGTH, completion.ending());
  }

  @Test
  void refusesWhatDoesNotFitTheContextByName() {
    IllegalArgumentException failure =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Generator(model, NEVER).answer(questions.subList(0, 1), 26));
    assertEquals(
        "prompt.positions=7 with mostTokens=26, expected at most 32 together",
        failure.getMessage());
  }

  @Test
  void leavesNoTensorBehind() {
    long living = with.torch().living();
    assertEquals(4, new Generator(model, NEVER).answer(questions, MOST).size());
    assertEquals(living, with.torch().living());
  }
}
