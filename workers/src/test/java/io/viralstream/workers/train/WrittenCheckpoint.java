package io.viralstream.workers.train;

import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.OpenEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
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
            open(training),
            training.ends().completed(),
            arm.alignment().seed(),
            arm.canonical(),
            training.decay().values()));
    return Checkpoint.newBuilder()
        .setModelVersion("arm-0-0")
        .setArm(arm.name())
        .setStep(training.step())
        .setUri("file:" + directory)
        .setSha256("")
        .setNextOffset(training.nextOffset())
        .setOpenEnds(training.ends().open())
        .setCompletedEnds(training.ends().completed())
        .setSamples(training.samples())
        .setRepeated(false)
        .setSettings(arm.canonical())
        .setSettingsHash(arm.hash())
        .setAt(Instant.EPOCH)
        .setDecay(training.decay().begun().orElse(null))
        .build();
  }

  private static Map<String, List<Integer>> open(Training training) {
    Map<String, List<Integer>> open = new LinkedHashMap<>();
    for (OpenEnd end : training.ends().open()) open.put(end.getId(), end.getSeen());
    return open;
  }
}
