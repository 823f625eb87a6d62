package io.viralstream.gateway.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Records;
import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelNamesTest {
  private final Catalogue catalogue = new Catalogue();
  private final ModelNames names = new ModelNames(catalogue);

  @BeforeEach
  void readTheLog() {
    catalogue.caughtUp();
  }

  @Test
  void doesNotSayThatAModelIsUnknownBeforeItHasReadTheLog() {
    var early = new ModelNames(new Catalogue());
    assertEquals(
        ProblemKind.UNAVAILABLE,
        Refusals.of(() -> early.resolve("model", Optional.of("viral"))).kind());
  }

  @Test
  void findsAVersionByItsName() {
    catalogue.put(Records.checkpoint("viral", 0));
    catalogue.put(Records.checkpoint("viral", 10));
    assertEquals(0, names.resolve("model", Optional.of("viral-0-abc")).step());
  }

  @Test
  void takesAnArmForItsNewestVersion() {
    catalogue.put(Records.checkpoint("viral", 10));
    catalogue.put(Records.checkpoint("viral", 9));
    assertEquals(10, names.resolve("model", Optional.of("viral")).step());
  }

  @Test
  void takesTheOnlyArmWhereNothingIsNamed() {
    catalogue.put(Records.checkpoint("viral", 10));
    assertEquals("viral", names.resolve("model", Optional.empty()).arm());
  }

  @Test
  void asksForANameWhereSeveralArmsTrain() {
    catalogue.put(Records.checkpoint("viral", 1));
    catalogue.put(Records.checkpoint("baseline", 1));
    Problem problem = Refusals.of(() -> names.resolve("model", Optional.empty()));
    assertEquals(ProblemKind.AMBIGUOUS_MODEL, problem.kind());
    assertEquals("model: name one of the arms baseline, viral", problem.detail());
  }

  @Test
  void refusesAnAliasThatIsNotAssigned() {
    Problem problem = Refusals.of(() -> names.resolve("model", Optional.of("champion")));
    assertEquals(ProblemKind.UNKNOWN_MODEL, problem.kind());
    assertEquals(Optional.of("model"), problem.field());
  }

  @Test
  void refusesToGuessBeforeAnyModelIsPublished() {
    assertEquals(
        ProblemKind.UNKNOWN_MODEL,
        Refusals.of(() -> names.resolve("model", Optional.empty())).kind());
  }
}
