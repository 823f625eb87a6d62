package io.viralstream.workers.train;

import io.viralstream.images.PictureReader;
import io.viralstream.models.preprocess.FeatureType;
import io.viralstream.models.text.BytePairTraining;
import io.viralstream.models.text.Packing;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.models.text.PromptTemplate;
import io.viralstream.models.text.Tokenizer;
import io.viralstream.workers.kafka.FakeKafka;
import io.viralstream.workers.train.ArmPlan.Alignment;
import io.viralstream.workers.train.ArmPlan.Cadence;
import io.viralstream.workers.train.ArmPlan.Optimization;
import io.viralstream.workers.train.ArmPlan.Schedule;
import io.viralstream.workers.train.ArmPlan.Teaching;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/// The arm `arm`, whose learner is a [FakeLearner] and which has no picture: batches of two, a
/// context of 100 tokens, a clock that stands.
final class FakeArm {
  static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final Tokenizer TOKENIZER =
      Tokenizer.parse(new BytePairTraining(300, 1).train(List.of("yes")));

  private FakeArm() {}

  static ArmSettings settings(int checkpointEvery) {
    return new ArmPlan(
            "arm",
            new Alignment(.5, 0, 8, Teaching.TEACHER, 1, FeatureType.F32),
            new Optimization(1e-3, Schedule.CONSTANT, 0, 0, 0, .9, .98, 1),
            new Cadence(2, checkpointEvery))
        .on("base");
  }

  static SamplePreparation preparation() {
    return new SamplePreparation(
        new PromptEncoder(TOKENIZER, PromptTemplate.SHORT),
        new StoredPictures(),
        PictureReader.standard(1L << 30),
        List.of(),
        new SampleLimits(Packing.ISOLATED, 100, 400, 4, 300));
  }

  /// Keeps step 0 and the two newest checkpoints in a folder.
  static TrainParts parts(FakeKafka kafka, Path folder, int checkpointEvery) {
    return new TrainParts(
        kafka,
        kafka.serdes(),
        settings(checkpointEvery),
        FakeLearner.source(),
        preparation(),
        folder,
        2,
        CheckpointRoom.ofDisk(),
        CLOCK);
  }
}
