package io.viralstream.gateway.arms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.TrainerReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/// What counts of the reports that trainers leave in their groups, and what is told of one.
class ArmGroupsTest {
  private static final TopicPartition TASKS = new TopicPartition(Topics.TRAIN_TASKS.name(), 0);

  private static TrainerReport report(OptionalDouble rate, OptionalDouble pace) {
    return new TrainerReport(
        "owner",
        12,
        8,
        rate,
        pace,
        rate.isEmpty(),
        1 << 20,
        OptionalLong.empty(),
        OptionalInt.of(4),
        Instant.EPOCH);
  }

  private static final TrainerReport REPORT = report(OptionalDouble.of(3.2), OptionalDouble.of(5));

  private static MemberDescription member(String id, Set<TopicPartition> assigned) {
    return new MemberDescription(
        id, Optional.empty(), "client", "host", new MemberAssignment(assigned));
  }

  @Test
  void aReportCountsWhileItsMemberOwnsThePartition() {
    var members = List.of(member("standby", Set.of()), member("owner", Set.of(TASKS)));
    assertEquals(Optional.of(REPORT), ArmGroups.report(REPORT.text(), members));
  }

  @Test
  void theReportOfADeadMemberDoesNotCount() {
    var members = List.of(member("successor", Set.of(TASKS)));
    assertEquals(Optional.empty(), ArmGroups.report(REPORT.text(), members));
    assertEquals(Optional.empty(), ArmGroups.report(REPORT.text(), List.of()));
  }

  @Test
  void theReportOfAMemberThatLostThePartitionDoesNotCount() {
    var members = List.of(member("owner", Set.of()), member("successor", Set.of(TASKS)));
    assertEquals(Optional.empty(), ArmGroups.report(REPORT.text(), members));
  }

  @Test
  void anOffsetWithoutAReportTellsNothing() {
    var members = List.of(member("owner", Set.of(TASKS)));
    assertEquals(Optional.empty(), ArmGroups.report("", members));
  }

  @Test
  void theTimeToTheNextCheckpointRunsOnAfterTheReport() {
    assertEquals(40_000, TrainerView.of(REPORT, Instant.EPOCH).millisToCheckpoint());
    assertEquals(28_000, TrainerView.of(REPORT, Instant.ofEpochSecond(12)).millisToCheckpoint());
    assertEquals(0, TrainerView.of(REPORT, Instant.ofEpochSecond(90)).millisToCheckpoint());
    assertEquals(12_000, TrainerView.of(REPORT, Instant.ofEpochSecond(12)).ageMillis());
  }

  @Test
  void aWorkerThatWaitsHasNeitherRateNorTime() {
    TrainerReport waiting = report(OptionalDouble.empty(), OptionalDouble.empty());
    TrainerView view = TrainerView.of(waiting, Instant.EPOCH);
    assertNull(view.samplesPerSecond());
    assertNull(view.millisToCheckpoint());
    assertEquals(4, view.microBatch());
  }
}
