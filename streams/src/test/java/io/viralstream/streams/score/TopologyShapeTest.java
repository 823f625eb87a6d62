package io.viralstream.streams.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.streams.StreamsSettings;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.junit.jupiter.api.Test;

/// A broker keeps the topology with which an application began: what it reads and the changelogs
/// that it has. It refuses any other under the same id, so a data folder of an earlier version goes
/// on only where both stay.
class TopologyShapeTest {
  private static final TopicSerdes SERDES = new TopicSerdes(new LocalSchemaIds());

  /// Those of the version before groups were gathered.
  private static final Set<String> EARLIER_STORES =
      Set.of(
          "answers-waiting",
          "asked-ids",
          "benchmark-items",
          "benchmark-items-held",
          "benchmark-seals",
          "evaluation-places",
          "evaluations",
          "first-answers",
          "progress",
          "progress-unreported",
          "recall-cursors");

  @Test
  void scoringReadsAndKeepsWhatItDidBeforeGroupsWereGathered() {
    Subtopology scoring =
        alone(ScoreTopology.of(SERDES, StreamsSettings.defaults("nowhere:1", Path.of("state"))));
    assertEquals(Set.of("answers", "benchmark-items", "evaluations"), topics(scoring));
    assertEquals(new TreeSet<>(EARLIER_STORES), new TreeSet<>(stores(scoring)));
  }

  @Test
  void groupsAreGatheredByAnotherApplication() {
    Subtopology groups = alone(GroupTopology.of(SERDES));
    assertEquals(Set.of("group-scores"), topics(groups));
    assertEquals(Set.of("groups"), stores(groups));
  }

  private static Subtopology alone(Topology topology) {
    Set<Subtopology> all = topology.describe().subtopologies();
    assertEquals(1, all.size());
    return all.iterator().next();
  }

  private static Set<String> topics(Subtopology subtopology) {
    return subtopology.nodes().stream()
        .filter(Source.class::isInstance)
        .flatMap(source -> ((Source) source).topicSet().stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> stores(Subtopology subtopology) {
    Set<String> stores =
        subtopology.nodes().stream()
            .filter(Processor.class::isInstance)
            .flatMap(step -> ((Processor) step).stores().stream())
            .collect(Collectors.toSet());
    assertTrue(stores.size() > 0, "the steps have no stores");
    return stores;
  }
}
