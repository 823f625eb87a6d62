package io.viralstream.journey.guarantees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.CheckpointStore;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.TrainStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The guarantee that an arm killed anywhere learns, step by step and to the last bit, what one
/// learns that nobody killed.
///
/// The arms must have the same settings but for their names and read the same stream.
public final class SameBits {
  private static final Instant WHENEVER = Instant.EPOCH;
  private static final Set<String> WEIGHTS =
      Set.of("model.safetensors", "adapter_model.safetensors");

  private SameBits() {}

  /// Every file of both checkpoints is equal, byte by byte, but for the arm's name in the settings:
  /// what answers, and what only resuming needs where that is there.
  public static void ofCheckpoints(Checkpoint killed, Checkpoint steady) throws IOException {
    Path one = CheckpointStore.verified(killed.getUri(), killed.getSha256());
    Path other = CheckpointStore.verified(steady.getUri(), steady.getSha256());
    assertEquals(names(other), names(one));
    assertTrue(names(one).stream().anyMatch(WEIGHTS::contains), names(one).toString());
    for (String name : names(one)) {
      byte[] found = content(one.resolve(name), killed.getArm());
      byte[] expected = content(other.resolve(name), steady.getArm());
      assertTrue(
          Arrays.equals(expected, found),
          () -> name + " of " + killed.getModelVersion() + " and " + steady.getModelVersion());
    }
    assertEquals(steady.getStep(), killed.getStep());
    assertEquals(steady.getSamples(), killed.getSamples());
    assertEquals(steady.getNextOffset(), killed.getNextOffset());
  }

  /// Every step of both has the same samples, losses and offsets; only their times differ.
  public static void ofSteps(List<TrainStep> killed, List<TrainStep> steady) {
    assertEquals(timeless(steady), timeless(killed));
  }

  private static List<TrainStep> timeless(List<TrainStep> steps) {
    return steps.stream()
        .map(step -> TrainStep.newBuilder(step).setArm("any").setMillis(0).setAt(WHENEVER).build())
        .toList();
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /// `training.json` holds the settings as a JSON text within JSON.
  private static byte[] content(Path file, String arm) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (!file.getFileName().toString().equals("training.json")) return bytes;
    String named = "\\\"name\\\":\\\"" + arm + "\\\"";
    String text = new String(bytes, StandardCharsets.UTF_8);
    assertTrue(text.contains(named), text);
    return text.replace(named, "\\\"name\\\":\\\"any\\\"").getBytes(StandardCharsets.UTF_8);
  }
}
