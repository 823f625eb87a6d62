package io.viralstream.gateway.arms;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.viralstream.gateway.Records;
import io.viralstream.gateway.arms.Arms.ArmView;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.schemas.TrainerReport;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.RateDecay;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArmsTest {
  private final Catalogue catalogue = new Catalogue();

  @Test
  void anArmIsKnownByItsWorkerOrByItsVersions() {
    catalogue.put(Records.checkpoint("baseline", 0));
    catalogue.put(Records.checkpoint("baseline", 10));
    var arms = new Arms(() -> Set.of("viral"), catalogue, () -> Instant.EPOCH);
    String newest = catalogue.newestModel("baseline").orElseThrow().name();
    var baseline = new ArmView("baseline", false, 2, newest, 10, false, null, null);
    var viral = new ArmView("viral", true, 0, "", 0, false, null, null);
    assertEquals(List.of(baseline, viral), arms.look());
    assertEquals(List.of(baseline), arms.published());
  }

  @Test
  void anArmIsFinishedOnceItsNewestVersionHasAllItsSteps() {
    for (long step : List.of(0L, 5L, 10L)) {
      catalogue.put(
          Checkpoint.newBuilder(Records.checkpoint("viral", step))
              .setSettings("{\"lambda\":0.5,\"steps\":10,\"totalSteps\":10}")
              .build());
      var arms = new Arms(() -> Set.of("viral"), catalogue, () -> Instant.EPOCH);
      ArmView viral = arms.look().getFirst();
      assertEquals(step == 10, viral.finished(), "step " + step);
    }
  }

  @Test
  void anArmShowsHowItsTrainerGetsOnAndNothingWithoutOne() {
    var report =
        new TrainerReport(
            "m",
            7,
            3,
            OptionalDouble.of(2.5),
            OptionalDouble.of(2),
            false,
            1,
            OptionalLong.empty(),
            OptionalInt.empty(),
            Instant.EPOCH);
    LiveArms live =
        new LiveArms() {
          @Override
          public Set<String> live() {
            return Set.of("baseline", "viral");
          }

          @Override
          public Map<String, TrainerReport> reports() {
            return Map.of("viral", report);
          }
        };
    List<ArmView> arms = new Arms(live, catalogue, () -> Instant.EPOCH).look();
    assertNull(arms.getFirst().trainer());
    TrainerView trainer = requireNonNull(arms.getLast().trainer());
    assertEquals(2.5, trainer.samplesPerSecond());
    assertEquals(6_000, trainer.millisToCheckpoint());
  }

  @Test
  void anArmSaysHowManyStepsOfADecayAreLeftAndIsFinishedAfterThem() {
    for (long step : List.of(5L, 7L, 10L)) {
      catalogue.put(
          Checkpoint.newBuilder(Records.checkpoint("viral", step))
              .setDecay(new RateDecay(5L, 5L))
              .build());
      ArmView viral =
          new Arms(() -> Set.of("viral"), catalogue, () -> Instant.EPOCH).look().getFirst();
      assertEquals(10 - step, viral.decayLeft(), "step " + step);
      assertEquals(step == 10, viral.finished(), "step " + step);
    }
  }
}
