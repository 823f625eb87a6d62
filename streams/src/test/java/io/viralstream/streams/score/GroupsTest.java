package io.viralstream.streams.score;

import static io.viralstream.streams.Examples.answer;
import static io.viralstream.streams.Examples.evaluation;
import static io.viralstream.streams.Examples.item;
import static io.viralstream.streams.Examples.seal;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.BenchmarkItemEvent;
import io.viralstream.schemas.avro.GroupKind;
import io.viralstream.schemas.avro.GroupResult;
import io.viralstream.schemas.avro.GroupState;
import io.viralstream.schemas.avro.ItemGroup;
import io.viralstream.schemas.avro.Step;
import io.viralstream.streams.Flow;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two items that are one pair, each with a source of its own.
class GroupsTest {
  private static final String ID = "evaluation-1";

  @TempDir Path folder;
  @TempDir Path groupFolder;
  private Flow flow;
  private Flow groups;

  @BeforeEach
  void start() {
    flow = new Flow(Step.SCORE, ScoreTopology::of, folder);
    groups = new Flow(Step.SCORE, (serdes, settings) -> GroupTopology.of(serdes), groupFolder);
    flow.send(paired(1));
    flow.send(paired(2));
    flow.send(seal(2));
    flow.send(evaluation(ID));
  }

  @AfterEach
  void stop() {
    flow.close();
    groups.close();
  }

  @Test
  void aScoreGoesOnToEveryGroupThatIsAUnit() {
    flow.send(answer(ID, 1, "yes"));

    List<String> keys =
        flow.records(Topics.GROUP_SCORES).stream().map(record -> record.key).toList();
    assertEquals(List.of("evaluation-1/PAIR/7"), keys);
  }

  @Test
  void aGroupIsIncompleteUntilItsLastItemIsScored() {
    flow.send(answer(ID, 2, "no"));
    flow.send(answer(ID, 2, "no"));
    assertEquals(List.of("INCOMPLETE 1 0"), results());

    flow.send(answer(ID, 1, "yes"));

    assertEquals(List.of("COMPLETE 2 1"), results());
  }

  @Test
  void aGroupIsKnownByEvaluationKindNameAndVariant() {
    flow.send(answer(ID, 1, "yes"));

    pass();
    KeyValue<String, GroupResult> result = groups.records(Topics.GROUP_RESULTS).getFirst();
    assertEquals("evaluation-1/PAIR/7/generic", result.key);
    assertEquals("existence", result.value.getCategory());
    assertEquals(GroupState.INCOMPLETE, result.value.getState());
  }

  /// What the one application has written is what the other reads.
  private void pass() {
    flow.records(Topics.GROUP_SCORES)
        .forEach(record -> groups.send(Topics.GROUP_SCORES, record.key, record.value));
  }

  private List<String> results() {
    pass();
    return groups.values(Topics.GROUP_RESULTS).stream()
        .map(group -> group.getState() + " " + group.getScored() + " " + group.getCorrect())
        .toList();
  }

  private static BenchmarkItemEvent paired(int number) {
    BenchmarkItemEvent event = item(number, "yes");
    BenchmarkItem item =
        BenchmarkItem.newBuilder(event.getItem().orElseThrow())
            .setGroups(
                List.of(
                    new ItemGroup(GroupKind.PAIR, "7", 2),
                    new ItemGroup(GroupKind.SOURCE, "COCO", 0)))
            .build();
    return BenchmarkItemEvent.newBuilder(event).setItem(item).build();
  }
}
