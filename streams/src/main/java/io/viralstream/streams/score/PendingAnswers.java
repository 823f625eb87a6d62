package io.viralstream.streams.score;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.streams.flow.TopologyBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Answers that came before their truth, each kept as the dead letter that it becomes if the truth
/// never comes.
///
/// Keys are the item id and the offset, in as many digits as any offset has, so that the answers to
/// one item come out in log order.
final class PendingAnswers {
  private static final String STORE = "answers-waiting";

  private final KeyValueStore<String, DeadLetter> letters;

  PendingAnswers(ProcessingContext context) {
    letters = context.getStateStore(STORE);
  }

  static void addStores(TopologyBuilder builder, String... steps) {
    builder.large(STORE, builder.stored(Topics.DEAD_LETTERS), steps);
  }

  void put(String item, DeadLetter letter) {
    letters.put(
        String.format(Locale.ROOT, "%s|%019d", item, letter.getOrigin().getOffset()), letter);
  }

  /// Takes out the answers to one item, or with `name@version/` those to a benchmark.
  List<DeadLetter> take(String prefix) {
    var found = new ArrayList<KeyValue<String, DeadLetter>>();
    try (KeyValueIterator<String, DeadLetter> range =
        letters.prefixScan(prefix, new StringSerializer())) {
      range.forEachRemaining(found::add);
    }
    return remove(found, letter -> true);
  }

  /// Takes out what has waited for too long.
  List<DeadLetter> takeExpired(Duration limit, Instant now) {
    var found = new ArrayList<KeyValue<String, DeadLetter>>();
    try (KeyValueIterator<String, DeadLetter> all = letters.all()) {
      all.forEachRemaining(found::add);
    }
    return remove(found, letter -> !letter.getAt().plus(limit).isAfter(now));
  }

  private List<DeadLetter> remove(
      List<KeyValue<String, DeadLetter>> found, Predicate<DeadLetter> wanted) {
    List<KeyValue<String, DeadLetter>> taken =
        found.stream().filter(entry -> wanted.test(entry.value)).toList();
    taken.forEach(entry -> letters.delete(entry.key));
    return taken.stream().map(entry -> entry.value).toList();
  }
}
