package io.viralstream.schemas;

import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.serde.AvroSerde;
import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import java.time.Instant;
import java.util.List;

/// Valid records that tests of several modules begin with; each sets what it is about.
public final class ExampleRecords {
  static {
    // Avro builds no record of ours before a serde has named the package as trusted.
    AvroSerde<Evaluation> unused = new TopicSerdes(new LocalSchemaIds()).of(Topics.EVALUATIONS);
  }

  private ExampleRecords() {}

  /// Model version `arm-step-abc`, which covers no end.
  public static Checkpoint.Builder checkpoint(String arm, long step) {
    return Checkpoint.newBuilder()
        .setModelVersion(arm + "-" + step + "-abc")
        .setArm(arm)
        .setStep(step)
        .setUri("file:/nowhere")
        .setSha256("")
        .setNextOffset(step)
        .setOpenEnds(List.of())
        .setCompletedEnds(List.of())
        .setSamples(step)
        .setRepeated(false)
        .setSettings("{}")
        .setSettingsHash("")
        .setAt(Instant.EPOCH);
  }

  /// The first of two partitions, with nothing scored of `items`; its state is for the test to say.
  public static Progress.Builder progress(String evaluation, int items) {
    return Progress.newBuilder()
        .setEvaluation(evaluation)
        .setPartition(0)
        .setPartitions(2)
        .setBenchmark("b")
        .setVersion("v1")
        .setModelVersion("m")
        .setArm("a")
        .setItems(items)
        .setScored(0)
        .setFailed(0)
        .setMissing(items)
        .setConflicts(0)
        .setAt(Instant.EPOCH);
  }
}
