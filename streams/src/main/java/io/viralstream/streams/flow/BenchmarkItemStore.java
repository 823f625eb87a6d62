package io.viralstream.streams.flow;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.BenchmarkItemEvent;
import io.viralstream.schemas.avro.BenchmarkSeal;
import io.viralstream.schemas.avro.Category;
import io.viralstream.streams.deadletter.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// The benchmark items and seals that one partition holds.
///
/// Items are kept under their ids, which begin with `benchmark@version/`, so that the items of one
/// version stand together.
public final class BenchmarkItemStore {
  private static final String ITEMS = "benchmark-items";
  private static final String SEALS = "benchmark-seals";
  private static final String HELD = "benchmark-items-held";

  /// Greater than every character of an item's hash.
  private static final String PAST_THE_LAST = "~";

  private final KeyValueStore<String, BenchmarkItemEvent> items;
  private final KeyValueStore<String, BenchmarkItemEvent> seals;
  private final KeyValueStore<String, Integer> held;

  private BenchmarkItemStore(ProcessingContext context) {
    items = context.getStateStore(ITEMS);
    seals = context.getStateStore(SEALS);
    held = context.getStateStore(HELD);
  }

  public static BenchmarkItemStore in(ProcessingContext context) {
    return new BenchmarkItemStore(context);
  }

  public static void addStores(TopologyBuilder builder, String... steps) {
    builder
        .large(ITEMS, builder.stored(Topics.BENCHMARK_ITEMS), steps)
        .small(SEALS, builder.stored(Topics.BENCHMARK_ITEMS), steps)
        .counters(HELD, Serdes.Integer(), steps);
  }

  /// An item again changes nothing: what differs has another id or another version. A seal comes
  /// once for each partition and says how many items that partition holds.
  ///
  /// @throws RefusedException where the event holds both an item and a seal, or neither
  public void put(BenchmarkItemEvent event) {
    if (event.getItem().isPresent() == event.getSeal().isPresent())
      throw new RefusedException(
          Category.INVALID, "benchmark-items: item and seal, expected exactly one of them");
    event.getSeal().ifPresent(seal -> seals.put(nameOf(event), event));
    event.getItem().ifPresent(item -> keep(item, event));
  }

  private void keep(BenchmarkItem item, BenchmarkItemEvent event) {
    if (items.putIfAbsent(item.getId(), event) != null) return;
    held.put(nameOf(event), held(nameOf(event)) + 1);
  }

  /// @param benchmark `name@version`
  public Optional<BenchmarkSeal> seal(String benchmark) {
    return Optional.ofNullable(seals.get(benchmark)).flatMap(BenchmarkItemEvent::getSeal);
  }

  /// Whether the partition holds its seal and as many items as that names: Streams promises no
  /// order across topics.
  public boolean complete(String benchmark) {
    return seal(benchmark).filter(sealed -> held(benchmark) >= sealed.getItems()).isPresent();
  }

  /// How many items of this benchmark version the partition holds.
  public int held(String benchmark) {
    return Optional.ofNullable(held.get(benchmark)).orElse(0);
  }

  public Optional<BenchmarkItem> item(String id) {
    return Optional.ofNullable(items.get(id)).flatMap(BenchmarkItemEvent::getItem);
  }

  /// The next items of a benchmark version in the order of their ids.
  ///
  /// @param after the last id that was seen, or the empty string for the beginning
  public List<BenchmarkItem> itemsAfter(String benchmark, String after, int limit) {
    String prefix = benchmark + "/";
    var next = new ArrayList<BenchmarkItem>();
    try (KeyValueIterator<String, BenchmarkItemEvent> range =
        items.range(after.isEmpty() ? prefix : after, prefix + PAST_THE_LAST)) {
      while (range.hasNext() && next.size() < limit) {
        KeyValue<String, BenchmarkItemEvent> entry = range.next();
        if (!entry.key.equals(after)) entry.value.getItem().ifPresent(next::add);
      }
    }
    return next;
  }

  /// `name@version`.
  public static String nameOf(BenchmarkItemEvent event) {
    return event.getBenchmark() + "@" + event.getVersion();
  }
}
