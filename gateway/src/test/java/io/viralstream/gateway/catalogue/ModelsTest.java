package io.viralstream.gateway.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Records;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelsTest {
  private final Models models = new Models();

  @Test
  void namesAnArmsFirstVersionThatCoversAnEnd() {
    models.put(Records.checkpoint("viral", 9, "end-1", "end-2"));
    models.put(Records.checkpoint("viral", 5, "end-1"));
    models.put(Records.checkpoint("viral", 3));
    models.put(Records.checkpoint("baseline", 1, "end-1"));
    assertEquals(Optional.of(5L), covering("end-1"));
    assertEquals(Optional.of(9L), covering("end-2"));
    assertEquals(Optional.empty(), covering("end-3"));
  }

  @Test
  void namesTheNextVersionWhereTheFirstIsTakenBack() {
    models.put(Records.checkpoint("viral", 5, "end-1"));
    models.put(Records.checkpoint("viral", 7, "end-1"));
    models.put(Records.checkpoint("viral", 9, "end-1", "end-2"));
    models.remove("viral-5-abc");
    assertEquals(Optional.of(7L), covering("end-1"));
    assertEquals(Optional.of(9L), covering("end-2"));
  }

  @Test
  void coversAnEndNoLongerThanItsVersionsNameIt() {
    models.put(Records.checkpoint("viral", 5, "end-1"));
    models.put(Records.checkpoint("viral", 9, "end-2"));
    models.remove("viral-5-abc");
    assertEquals(Optional.empty(), covering("end-1"));
  }

  @Test
  void forgetsAnEndWithTheLastVersionThatCoversIt() {
    models.put(Records.checkpoint("viral", 5, "end-1"));
    models.put(Records.checkpoint("viral", 9, "end-2"));
    models.remove("viral-5-abc");
    models.put(Records.checkpoint("viral", 5));
    assertEquals(Optional.empty(), covering("end-1"));
    assertEquals(Optional.of(9L), covering("end-2"));
  }

  @Test
  void forgetsAnArmWithItsLastVersion() {
    models.put(Records.checkpoint("viral", 5, "end-1"));
    models.remove("viral-5-abc");
    models.put(Records.checkpoint("viral", 5));
    assertEquals(Optional.empty(), covering("end-1"));
    assertEquals(List.of("viral"), models.arms());
  }

  @Test
  void takesAVersionThatIsPublishedAgainWithMoreEnds() {
    models.put(Records.checkpoint("viral", 5));
    models.put(Records.checkpoint("viral", 5, "end-1"));
    assertEquals(Optional.of(5L), covering("end-1"));
    assertEquals(1, models.of("viral").size());
  }

  private Optional<Long> covering(String end) {
    return models.covering("viral", end).map(ModelVersion::step);
  }
}
