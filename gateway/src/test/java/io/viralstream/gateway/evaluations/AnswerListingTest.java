package io.viralstream.gateway.evaluations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Records;
import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.evaluations.AnswerListing.AnswersView;
import io.viralstream.gateway.evaluations.AnswerStore.AnswerView;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.ProgressState;
import io.viralstream.schemas.avro.Recording;
import io.viralstream.scoring.RecordedEvaluation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswerListingTest {
  private final Catalogue catalogue = new Catalogue();
  private final List<AnswerView> stored = new ArrayList<>();
  private final AnswerListing listing = new AnswerListing(catalogue, new Stored());
  private final Evaluation evaluation =
      RecordedEvaluation.ofFile(
              Records.benchmark("b", Records.VERSION, 1),
              "m",
              new Recording("r", List.of(), null, false))
          .by(Instant.EPOCH);
  private final String id = evaluation.getId();

  private final class Stored implements AnswerStore {
    @Override
    public List<AnswerView> page(String evaluation, String after, int most) {
      return stored.stream()
          .filter(answer -> answer.item().compareTo(after) > 0)
          .limit(most)
          .toList();
    }

    @Override
    public long answered(String evaluation) {
      return stored.size();
    }
  }

  @BeforeEach
  void openAnEvaluation() {
    catalogue.caughtUp();
    catalogue.put(evaluation);
  }

  @Test
  void listsTheAnswersOfAnEvaluationThatIsOver() {
    end(1, 1);
    stored.add(new AnswerView("a", "yes"));
    stored.add(new AnswerView("b", "no"));
    assertEquals(new AnswersView(stored.subList(0, 1), "a"), listing.read(id, "", 1));
    assertEquals("b", listing.read(id, "a", 1).next());
    assertEquals(new AnswersView(List.of(), null), listing.read(id, "b", 1));
  }

  @Test
  void refusesWhileItIsOpen() {
    assertEquals(ProblemKind.CONFLICT, Refusals.of(() -> listing.read(id, "", 1)).kind());
  }

  @Test
  void waitsUntilTheStoreHasWhatIsScored() {
    end(1, 1);
    stored.add(new AnswerView("a", "yes"));
    assertEquals(
        "the store has 1 of 2 answers by now", Refusals.of(() -> listing.read(id, "", 1)).detail());
  }

  @Test
  void knowsNothingOfAnotherId() {
    assertEquals(
        ProblemKind.NOT_FOUND, Refusals.of(() -> listing.read("f".repeat(64), "", 1)).kind());
  }

  private void end(int first, int second) {
    catalogue.put(Records.progress(id, 0, first, 0, ProgressState.INCOMPLETE));
    catalogue.put(Records.progress(id, 1, second, 0, ProgressState.INCOMPLETE));
  }
}
