package io.viralstream.workers.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.workers.kafka.FakeKafka;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CheckpointViewTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final FakeKafka kafka = new FakeKafka();
  private final CheckpointView view = new CheckpointView(kafka, kafka.serdes(), Clock.systemUTC());

  @Test
  void knowsAPublishedVersionAtOnce() throws InterruptedException {
    view.add(checkpoint("arm-1-a"));
    assertEquals(
        Optional.of("arm-1-a"),
        view.await("arm-1-a", Duration.ZERO).map(Checkpoint::getModelVersion));
  }

  @Test
  void waitsForAVersionThatIsOnItsWay() throws Exception {
    CompletableFuture<Optional<Checkpoint>> waiting =
        CompletableFuture.supplyAsync(() -> await("arm-1-a", LONG));
    view.add(checkpoint("arm-2-b"));
    view.add(checkpoint("arm-1-a"));
    assertTrue(waiting.get().isPresent());
  }

  @Test
  void waitsOnceForAVersionThatNeverComes() throws InterruptedException {
    Duration patience = Duration.ofMillis(50);
    assertTrue(view.await("nobody-0-0", patience).isEmpty());
    Thread.sleep(patience);
    Instant began = Instant.now();
    assertTrue(view.await("nobody-0-0", patience).isEmpty());
    assertTrue(Duration.between(began, Instant.now()).compareTo(patience) < 0);
  }

  @Test
  void goesOnBehindARecordThatIsNoCheckpoint() throws Exception {
    kafka.append(Topics.CHECKPOINTS.name(), "junk".getBytes(StandardCharsets.UTF_8));
    kafka.append(Topics.CHECKPOINTS, checkpoint("arm-1-a"));
    Thread following = Thread.ofPlatform().start(view);
    assertTrue(view.await("arm-1-a", LONG).isPresent());
    view.stop();
    following.join();
  }

  private Optional<Checkpoint> await(String version, Duration patience) {
    try {
      return view.await(version, patience);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static Checkpoint checkpoint(String version) {
    return Checkpoint.newBuilder()
        .setModelVersion(version)
        .setArm("arm")
        .setStep(0)
        .setUri("file:///nowhere")
        .setSha256("")
        .setNextOffset(0)
        .setOpenEnds(List.of())
        .setCompletedEnds(List.of())
        .setSamples(0)
        .setRepeated(false)
        .setSettings("")
        .setSettingsHash("")
        .setAt(Instant.EPOCH)
        .build();
  }
}
