package io.viralstream.streams.route;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Admitted;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Sample;
import io.viralstream.schemas.avro.SampleEvent;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.streams.flow.TopicSink;
import io.viralstream.streams.flow.TopologyBuilder;
import io.viralstream.streams.route.Split.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Step 2a: samples and ends of feeds on their way to training.
///
/// One thread writes what one partition of `samples` holds, in its order, to the single partition
/// of `train-tasks`: so an end stands there behind every sample that it closes.
final class SplitStep implements Processor<String, SampleEvent, String, SpecificRecord> {
  private static final Logger LOG = LoggerFactory.getLogger(SplitStep.class);
  private static final String SEEN = "samples-seen";
  private static final String OPEN_FEEDS = "open-feeds";
  private static final int LOOKS_PER_LIMIT = 6;

  private final Split split;
  private final Duration silenceLimit;

  private ProcessorContext<String, SpecificRecord> context;
  private FeedTimeout silence;
  private TopicSink<Admitted> admitted;
  private TopicSink<TrainTask> tasks;
  private KeyValueStore<String, Long> seen;
  private KeyValueStore<String, OpenFeed> open;

  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  SplitStep(Split split, Duration silenceLimit) {
    this.split = split;
    this.silenceLimit = silenceLimit;
  }

  static void addStores(TopologyBuilder builder, String step) {
    builder.large(SEEN, Serdes.Long(), step).small(OPEN_FEEDS, OpenFeed.serde(), step);
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    silence = new FeedTimeout(silenceLimit, now());
    admitted = TopicSink.to(Topics.ADMITTED, context);
    tasks = TopicSink.to(Topics.TRAIN_TASKS, context);
    seen = context.getStateStore(SEEN);
    open = context.getStateStore(OPEN_FEEDS);
    context.schedule(
        silenceLimit.dividedBy(LOOKS_PER_LIMIT),
        PunctuationType.WALL_CLOCK_TIME,
        time -> endSilentFeeds(Instant.ofEpochMilli(time)));
  }

  @Override
  public void process(Record<String, SampleEvent> record) {
    if (record.value() == null) return; // a tombstone says nothing about training
    SampleEvent event = record.value();
    RecordMetadata place = context.recordMetadata().orElseThrow();
    Origin origin = Split.origin(place.partition(), place.offset());
    switch (split.decide(event, origin, identity -> seen.get(identity) != null, now())) {
      case Outcome.Taken(var row, var task) -> {
        remember(event, origin);
        open.put(event.getFeed(), new OpenFeed(origin.getOffset(), now()));
        admitted.send(row.getSample().getId(), row);
        tasks.send(null, task);
      }
      case Outcome.Withheld(var row) -> {
        remember(event, origin);
        admitted.send(row.getSample().getId(), row);
      }
      case Outcome.Ended(var task) -> {
        open.delete(event.getFeed());
        tasks.send(null, task);
      }
      case Outcome.Repeated() -> {}
    }
  }

  private void remember(SampleEvent event, Origin origin) {
    Sample sample = event.getSample().orElseThrow();
    seen.put(Split.identity(event, sample), origin.getOffset());
  }

  private void endSilentFeeds(Instant now) {
    var silent = new ArrayList<KeyValue<String, OpenFeed>>();
    try (KeyValueIterator<String, OpenFeed> feeds = open.all()) {
      feeds.forEachRemaining(feed -> {
        if (silence.ends(feed.value, now)) silent.add(feed);
      });
    }
    for (KeyValue<String, OpenFeed> feed : silent) {
      int partition = context.taskId().partition();
      open.delete(feed.key);
      tasks.send(null, FeedTimeout.end(feed.key, feed.value, partition));
      LOG.info("feed ended feed={} partition={} reason=silence", feed.key, partition);
    }
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }
}
