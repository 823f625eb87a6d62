package io.viralstream.streams.score;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.streams.flow.TopologyBuilder;
import org.apache.kafka.streams.Topology;

/// Step 5 of the journey, behind scoring: the scores of a group's items come together.
///
/// ```
/// group-scores ────► gather-groups ────► group-results, dead-letters
/// ```
public final class GroupTopology {
  private static final String GATHER = "gather-groups";

  private GroupTopology() {}

  public static Topology of(TopicSerdes serdes) {
    var builder = new TopologyBuilder(serdes);
    builder.step(GATHER, Topics.GROUP_SCORES, GroupStep::new);
    GroupStep.addStores(builder, GATHER);
    return builder.sink(Topics.GROUP_RESULTS, GATHER).sink(Topics.DEAD_LETTERS, GATHER).topology();
  }
}
