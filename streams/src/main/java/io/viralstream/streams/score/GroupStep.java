package io.viralstream.streams.score;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.GroupResult;
import io.viralstream.schemas.avro.GroupScore;
import io.viralstream.schemas.avro.GroupState;
import io.viralstream.streams.deadletter.RefusedException;
import io.viralstream.streams.flow.TopicSink;
import io.viralstream.streams.flow.TopologyBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// Step 5: counted scores of the items of one group meet here; the group is complete when all its
/// items are scored.
///
/// An item is scored once under a variant, so that counts are enough. A complete group is kept no
/// longer: nothing can come for it. One that stays incomplete is kept for a year after its last
/// score, far beyond the time in which a late answer still scores.
final class GroupStep implements Processor<String, GroupScore, String, SpecificRecord> {
  private static final String GROUPS = "groups";
  private static final Duration KEPT = Duration.ofDays(365);
  private static final Duration LOOK = Duration.ofHours(1);

  private ProcessorContext<String, SpecificRecord> context;
  private TopicSink<GroupResult> results;
  private KeyValueStore<String, GroupResult> groups;

  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  GroupStep() {}

  static void addStores(TopologyBuilder builder, String step) {
    builder.large(GROUPS, builder.stored(Topics.GROUP_RESULTS), step);
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    results = TopicSink.to(Topics.GROUP_RESULTS, context);
    groups = context.getStateStore(GROUPS);
    context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, time -> dropOld());
  }

  @Override
  public void process(Record<String, GroupScore> record) {
    if (record.value() == null) return; // the topic is not compacted: nothing means nothing
    GroupScore part = record.value();
    if (part.getGroup().getSize() < 1)
      throw new RefusedException(
          Category.INVALID,
          "group-scores: size=" + part.getGroup().getSize() + ", expected at least 1");
    GroupResult first = begin(part);
    String key = GroupParts.key(first);
    GroupResult next = and(Optional.ofNullable(groups.get(key)).orElse(first), part, now());
    results.send(key, next);
    if (next.getState() == GroupState.COMPLETE) groups.delete(key);
    else groups.put(key, next);
  }

  private static GroupResult begin(GroupScore part) {
    return GroupResult.newBuilder()
        .setEvaluation(part.getEvaluation())
        .setBenchmark(part.getBenchmark())
        .setVersion(part.getVersion())
        .setModelVersion(part.getModelVersion())
        .setArm(part.getArm())
        .setCategory(part.getCategory())
        .setKind(part.getGroup().getKind())
        .setGroup(part.getGroup().getId())
        .setVariant(part.getVariant())
        .setParser(part.getParser())
        .setSize(part.getGroup().getSize())
        .setScored(0)
        .setCorrect(0)
        .setState(GroupState.INCOMPLETE)
        .setAt(part.getAt())
        .build();
  }

  static GroupResult and(GroupResult group, GroupScore part, Instant now) {
    int scored = group.getScored() + 1;
    return GroupResult.newBuilder(group)
        .setScored(scored)
        .setCorrect(group.getCorrect() + (part.getCorrect() ? 1 : 0))
        .setState(scored < group.getSize() ? GroupState.INCOMPLETE : GroupState.COMPLETE)
        .setAt(now)
        .build();
  }

  private void dropOld() {
    Instant oldest = now().minus(KEPT);
    List<String> old = new ArrayList<>();
    try (KeyValueIterator<String, GroupResult> all = groups.all()) {
      while (all.hasNext()) {
        KeyValue<String, GroupResult> group = all.next();
        if (group.value.getAt().isBefore(oldest)) old.add(group.key);
      }
    }
    old.forEach(groups::delete);
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }
}
