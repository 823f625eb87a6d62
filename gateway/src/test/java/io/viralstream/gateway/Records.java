package io.viralstream.gateway;

import io.viralstream.schemas.ExampleRecords;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Benchmark;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.ProgressState;
import io.viralstream.schemas.avro.ScoringRule;
import io.viralstream.schemas.serde.AvroSerde;
import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import java.time.Instant;
import java.util.List;

/// Records that tests need, with what does not matter filled in.
public final class Records {
  public static final String VERSION = "a".repeat(64);

  static {
    // Avro builds no record of ours before a serde has named the package as trusted.
    AvroSerde<Evaluation> unused = new TopicSerdes(new LocalSchemaIds()).of(Topics.EVALUATIONS);
  }

  private Records() {}

  public static Checkpoint checkpoint(String arm, long step, String... completedEnds) {
    return ExampleRecords.checkpoint(arm, step)
        .setCompletedEnds(List.of(completedEnds))
        .setAt(Instant.ofEpochSecond(step))
        .build();
  }

  public static Benchmark benchmark(String name, String version, int second) {
    return Benchmark.newBuilder()
        .setName(name)
        .setVersion(version)
        .setItems(10)
        .setWatched(false)
        .setRule(ScoringRule.GENERIC)
        .setCategories(List.of("count"))
        .setAt(Instant.ofEpochSecond(second))
        .build();
  }

  public static Progress progress(
      String evaluation, int partition, int scored, int round, ProgressState state) {
    return ExampleRecords.progress(evaluation, 5)
        .setPartition(partition)
        .setVersion(VERSION)
        .setScored(scored)
        .setMissing(5 - scored)
        .setRound(round)
        .setState(state)
        .build();
  }
}
