package io.viralstream.workers.train;

import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.schemas.avro.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A checkpoint as an arm writes it, without Kafka: its files, and the record that says so.
final class WrittenCheckpoint {
  private WrittenCheckpoint() {}

  static Checkpoint write(Learner learner, Training training, ArmSettings arm, Path directory)
      throws IOException {
    Files.createDirectories(directory);
    learner.writeTo(directory);
    StrictJson.write(
        directory.resolve(TrainingFile.NAME),
        new TrainingFile(
            training.step(),
            training.samples(),
            training.nextOffset(),
            Map.of(),
            List.of(),
            arm.alignment().seed(),
            arm.canonical()));
    return Checkpoint.newBuilder()
        .setModelVersion("arm-0-0")
        .setArm(arm.name())
        .setStep(training.step())
        .setUri("file:" + directory)
        .setSha256("")
        .setNextOffset(training.nextOffset())
        .setOpenEnds(List.of())
        .setCompletedEnds(List.of())
        .setSamples(training.samples())
        .setRepeated(false)
        .setSettings(arm.canonical())
        .setSettingsHash(arm.hash())
        .setAt(Instant.EPOCH)
        .build();
  }
}
