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
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.junit.jupiter.api.Test;

/// Tasks are named by the number of their subtopology, and changelogs by their stores: a data
/// folder of an earlier version goes on only where both stay.
class TopologyShapeTest {
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
  void theStoresOfAnEarlierVersionStayInItsSubtopologyUnderItsNumber() {
    Subtopology scoring = subtopology(0);
    assertEquals(Set.of("answers", "benchmark-items", "evaluations"), topics(scoring));
    Set<String> missing = new TreeSet<>(EARLIER_STORES);
    missing.removeAll(stores(scoring));
    assertEquals(Set.of(), missing);
  }

  @Test
  void groupsAreGatheredBehindIt() {
    Subtopology groups = subtopology(1);
    assertEquals(Set.of("group-scores"), topics(groups));
    assertEquals(Set.of("groups"), stores(groups));
  }

  private static Subtopology subtopology(int number) {
    var settings = StreamsSettings.defaults("nowhere:1", Path.of("state"));
    TopologyDescription shape =
        ScoreTopology.of(new TopicSerdes(new LocalSchemaIds()), settings).describe();
    return shape.subtopologies().stream()
        .filter(one -> one.id() == number)
        .findFirst()
        .orElseThrow();
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
