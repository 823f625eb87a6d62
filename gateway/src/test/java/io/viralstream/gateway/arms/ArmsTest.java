package io.viralstream.gateway.arms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Records;
import io.viralstream.gateway.arms.Arms.ArmView;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.RateDecay;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArmsTest {
  private final Catalogue catalogue = new Catalogue();

  @Test
  void anArmIsKnownByItsWorkerOrByItsVersions() {
    catalogue.put(Records.checkpoint("baseline", 0));
    catalogue.put(Records.checkpoint("baseline", 10));
    var arms = new Arms(() -> Set.of("viral"), catalogue);
    String newest = catalogue.newestModel("baseline").orElseThrow().name();
    var baseline = new ArmView("baseline", false, 2, newest, 10, false, null);
    assertEquals(List.of(baseline, new ArmView("viral", true, 0, "", 0, false, null)), arms.look());
    assertEquals(List.of(baseline), arms.published());
  }

  @Test
  void anArmIsFinishedOnceItsNewestVersionHasAllItsSteps() {
    for (long step : List.of(0L, 5L, 10L)) {
      catalogue.put(
          Checkpoint.newBuilder(Records.checkpoint("viral", step))
              .setSettings("{\"lambda\":0.5,\"steps\":10,\"totalSteps\":10}")
              .build());
      ArmView viral = new Arms(() -> Set.of("viral"), catalogue).look().getFirst();
      assertEquals(step == 10, viral.finished(), "step " + step);
    }
  }

  @Test
  void anArmSaysHowManyStepsOfADecayAreLeftAndIsFinishedAfterThem() {
    for (long step : List.of(5L, 7L, 10L)) {
      catalogue.put(
          Checkpoint.newBuilder(Records.checkpoint("viral", step))
              .setDecay(new RateDecay(5L, 5L))
              .build());
      ArmView viral = new Arms(() -> Set.of("viral"), catalogue).look().getFirst();
      assertEquals(10 - step, viral.decayLeft(), "step " + step);
      assertEquals(step == 10, viral.finished(), "step " + step);
    }
  }
}
