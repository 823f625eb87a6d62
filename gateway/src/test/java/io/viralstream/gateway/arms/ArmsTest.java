package io.viralstream.gateway.arms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Records;
import io.viralstream.gateway.arms.Arms.ArmView;
import io.viralstream.gateway.catalogue.Catalogue;
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
    var baseline = new ArmView("baseline", false, 2, newest, 10);
    assertEquals(List.of(baseline, new ArmView("viral", true, 0, "", 0)), arms.look());
    assertEquals(List.of(baseline), arms.published());
  }
}
