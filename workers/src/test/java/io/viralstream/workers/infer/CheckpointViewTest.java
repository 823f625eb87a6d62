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
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CheckpointViewTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  private final FakeKafka kafka = new FakeKafka();
  private final CheckpointView view = new CheckpointView(kafka, kafka.serdes(), Clock.systemUTC());

  @Test
  void knowsAPublishedVersionAtOnce() throws InterruptedException {
    view.add(checkpoint("arm-1-a"));
    assertEquals(
        Optional.of("arm-1-a"),
        view.await("arm-1-a", Duration.ZERO).map(Checkpoint::getModelVersion));
  }

  /// 4,096 of them are 300 KB, which every version would have.
  @Test
  void keepsNothingOfAVersionThatAnAnswerDoesNotNeed() throws InterruptedException {
    Checkpoint whole =
        Checkpoint.newBuilder(checkpoint("arm-1-a")).setCompletedEnds(List.of("end")).build();
    view.add(whole);
    Checkpoint kept = view.await("arm-1-a", Duration.ZERO).orElseThrow();
    assertEquals(List.of(), kept.getCompletedEnds());
    assertEquals(whole.getUri(), kept.getUri());
    assertEquals(whole.getSha256(), kept.getSha256());
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
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void waitsOnceForAVersionThatNeverComes() throws InterruptedException {
    var now = new AtomicReference<>(Instant.EPOCH);
    InstantSource time = now::get;
    var patient = new CheckpointView(kafka, kafka.serdes(), time.withZone(ZoneOffset.UTC));
    assertTrue(patient.await("nobody-0-0", Duration.ZERO).isEmpty());
    now.set(Instant.EPOCH.plus(LONG));
    // The clock stands still: another wait of two minutes would never end.
    assertTrue(patient.await("nobody-0-0", LONG).isEmpty());
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
