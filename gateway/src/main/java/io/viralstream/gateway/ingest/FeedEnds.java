package io.viralstream.gateway.ingest;

import io.viralstream.gateway.arms.LiveArms;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.catalogue.ModelVersion;
import io.viralstream.gateway.kafka.Transactions;
import io.viralstream.gateway.kafka.Transactions.Entry;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.EndReason;
import io.viralstream.schemas.avro.FeedEnd;
import io.viralstream.schemas.avro.SampleEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Ends feeds, and says which arms' checkpoints cover an end.
///
/// A marker goes to every partition of `samples` in one transaction, after whatever was
/// acknowledged before: log order per partition does the rest.
public final class FeedEnds {

  /// A feed's end that is in the log, and the arms that were live then.
  record EndedView(String id, String feed, List<String> arms) {}

  /// How far a feed's end has come.
  record EndView(String id, boolean complete, List<ArmCoverageView> arms) {}

  /// Whether an arm's checkpoints cover an end.
  ///
  /// @param live whether a worker learns on for it
  /// @param finished whether it has made all its steps, so that it covers no more ends
  /// @param model the first version that covers the end, null until there is one
  record ArmCoverageView(
      String arm, boolean covered, boolean live, boolean finished, @Nullable String model) {
    boolean isSettled() {
      return covered || finished;
    }
  }

  private final Transactions transactions;
  private final LiveArms arms;
  private final Catalogue catalogue;
  private final Clock clock;
  private final Supplier<String> ids;

  /// @param ids makes ids that were never used before
  public FeedEnds(
      Transactions transactions,
      LiveArms arms,
      Catalogue catalogue,
      Clock clock,
      Supplier<String> ids) {
    this.transactions = transactions;
    this.arms = arms;
    this.catalogue = catalogue;
    this.clock = clock;
    this.ids = ids;
  }

  /// Blocks: not for the event loop.
  ///
  /// @param decay over how many steps the learning rate of arms that learn the feed is to fall to 0
  EndedView end(String feed, Optional<Long> decay) {
    String id = ids.get();
    int partitions = transactions.partitions(Topics.SAMPLES);
    var entries = new ArrayList<Entry<?>>();
    for (int partition = 0; partition < partitions; partition++)
      entries.add(marker(end(id, feed, decay, partition, partitions)));
    transactions.write(entries);
    return new EndedView(id, feed, learning().stream().sorted().toList());
  }

  /// The live arms but those that have made all their steps, which cover no more ends.
  private Set<String> learning() {
    return arms.live().stream().filter(arm -> !isFinished(arm)).collect(Collectors.toSet());
  }

  private boolean isFinished(String arm) {
    return catalogue.newestModel(arm).filter(ModelVersion::last).isPresent();
  }

  private static FeedEnd end(
      String id, String feed, Optional<Long> decay, int partition, int partitions) {
    return new FeedEnd(id, feed, partition, partitions, EndReason.CLIENT, decay.orElse(null));
  }

  private Entry<SampleEvent> marker(FeedEnd end) {
    SampleEvent event =
        SampleEvent.newBuilder()
            .setFeed(end.getFeed())
            .setPass(1)
            .setAt(clock.instant())
            .setEnd(end)
            .build();
    return new Entry<>(Topics.SAMPLES, end.getPartition(), end.getId(), event);
  }

  /// Complete when every arm asked about covers the end, or has made all its steps before it; never
  /// where none is asked about.
  ///
  /// Blocks: not for the event loop.
  EndView coverage(String id, Collection<String> asked) {
    Set<String> live = learning();
    List<ArmCoverageView> views =
        asked.stream().distinct().map(arm -> coverage(id, arm, live.contains(arm))).toList();
    boolean complete = !views.isEmpty() && views.stream().allMatch(ArmCoverageView::isSettled);
    return new EndView(id, complete, views);
  }

  private ArmCoverageView coverage(String id, String arm, boolean live) {
    // Asked first: an arm's last version may come round meanwhile, and cover the end.
    boolean finished = isFinished(arm);
    Optional<String> first = catalogue.covering(arm, id).map(ModelVersion::name);
    return new ArmCoverageView(arm, first.isPresent(), live, finished, first.orElse(null));
  }
}
