package io.viralstream.journey;

import io.viralstream.models.preprocess.FeatureType;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.Decoding;
import io.viralstream.schemas.avro.EndReason;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.FeedEnd;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Purpose;
import io.viralstream.schemas.avro.Sample;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.schemas.avro.Turn;
import io.viralstream.workers.train.ArmPlan;
import io.viralstream.workers.train.ArmPlan.Alignment;
import io.viralstream.workers.train.ArmPlan.Cadence;
import io.viralstream.workers.train.ArmPlan.Optimization;
import io.viralstream.workers.train.ArmPlan.Schedule;
import io.viralstream.workers.train.ArmPlan.Teaching;
import io.viralstream.workers.train.ArmSettings;
import java.time.Instant;
import java.util.List;

/// Tasks of steps 3 and 4 as steps 1 and 2 write them.
final class Tasks {
  private Tasks() {}

  /// Batches of two, a checkpoint every three steps.
  static ArmSettings arm(String name) {
    return new ArmPlan(
            name,
            new Alignment(.5, 0, 8, Teaching.TEACHER, 1, FeatureType.F32),
            new Optimization(1e-3, Schedule.CONSTANT, 0, 0, 0, .9, .98, 1),
            new Cadence(2, 3))
        .on("base");
  }

  static TrainTask sample(String id, ImageRef image) {
    return TrainTask.newBuilder()
        .setFeed("feed")
        .setPass(1)
        .setSample(
            Sample.newBuilder()
                .setId(id)
                .setTurns(
                    List.of(new Turn("Is there a red circle?", "yes"), new Turn("How many?", "no")))
                .setImage(image)
                .setFingerprints(Fingerprints.newBuilder().setText("").build())
                .build())
        .setOrigin(new Origin("samples", 0, 0L))
        .build();
  }

  /// One of the two markers of an end.
  static TrainTask feedEnd(String id, int partition) {
    return TrainTask.newBuilder()
        .setFeed("feed")
        .setPass(1)
        .setEnd(new FeedEnd(id, "feed", partition, 2, EndReason.CLIENT, null))
        .setOrigin(new Origin("samples", partition, 0L))
        .build();
  }

  static InferTask.Builder question(String id, String version) {
    return InferTask.newBuilder()
        .setId(id)
        .setPurpose(Purpose.EVALUATION)
        .setModelVersion(version)
        .setQuestion("Is there a red circle?")
        .setPrompt("trained")
        .setDecoding(new Decoding(4, 0.0))
        .setExecution(new Execution(0, "auto", false))
        .setAttempt(0)
        .setAt(Instant.now());
  }

  /// A version without a trainer.
  static Checkpoint checkpoint(String version, String uri, String sha256) {
    return Checkpoint.newBuilder()
        .setModelVersion(version)
        .setArm("nobody")
        .setStep(1)
        .setUri(uri)
        .setSha256(sha256)
        .setNextOffset(0)
        .setOpenEnds(List.of())
        .setCompletedEnds(List.of())
        .setSamples(0)
        .setRepeated(false)
        .setSettings("{}")
        .setSettingsHash("")
        .setAt(Instant.now())
        .build();
  }
}
