package io.viralstream.gateway.batch;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.Said;
import io.viralstream.gateway.batch.Batch.Line;
import io.viralstream.gateway.batch.Intake.Arrival;
import io.viralstream.gateway.batch.Intake.Sent;
import io.viralstream.gateway.images.Attachments;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.Finding;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BatchWorkTest {
  private final BatchWork work = new BatchWork(Duration.ofMinutes(2));

  @Test
  void saysOfEachLineWhetherItWasTaken() {
    BatchOutcome outcome = work.take(batch(Batch.Shape.MANY, 1, -2, 3), BatchWorkTest::receive);
    assertEquals(202, outcome.status());
    assertEquals(2, outcome.reply().taken());
    assertEquals(1, outcome.reply().refused());
    assertEquals("id3", outcome.reply().lines().get(2).id());
    assertEquals(422, requireNonNull(outcome.reply().lines().get(1).problem()).status());
  }

  @Test
  void refusesABatchOfWhichNothingWasTaken() {
    assertEquals(422, work.take(batch(Batch.Shape.MANY, -1, -2), BatchWorkTest::receive).status());
  }

  @Test
  void saysTheProblemItselfOfTheOnlyRecord() {
    Batch one = batch(Batch.Shape.ONE, -1);
    assertEquals(
        ProblemKind.INVALID, Refusals.of(() -> work.take(one, BatchWorkTest::receive)).kind());
  }

  @Test
  void asksToTryAgainWhereTheLogTookNothing() {
    Batch outage = batch(Batch.Shape.MANY, 0, 0);
    assertEquals(
        ProblemKind.UNAVAILABLE,
        Refusals.of(() -> work.take(outage, BatchWorkTest::receive)).kind());
  }

  /// Once for each line it would take more than an hour.
  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void aHangingLogHoldsABatchOnceAndNotForEachOfItsLines() {
    var hasty = new BatchWork(Duration.ofMillis(500));
    Batch lines = batch(Batch.Shape.MANY, IntStream.rangeClosed(1, 10_000).toArray());
    Intake hanging = (document, files) -> () -> sent(new CompletableFuture<>());
    Problem problem = Refusals.of(() -> hasty.take(lines, hanging));
    assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
  }

  @Test
  void triesNoFurtherLineOnceOneHasFoundTheLogAway() {
    var tried = new AtomicInteger();
    Batch lines = batch(Batch.Shape.MANY, 1, 2, 3, 4);
    Intake intake =
        (document, files) -> {
          if (tried.incrementAndGet() == 2) throw new TimeoutException("buffer full");
          return () -> sent(CompletableFuture.completedFuture(1));
        };
    assertEquals(ProblemKind.UNAVAILABLE, Refusals.of(() -> work.take(lines, intake)).kind());
    assertEquals(2, tried.get());
  }

  @Test
  void sendsNoFurtherLineOnceOneCouldNotBeSent() {
    var sent = new AtomicInteger();
    Batch lines = batch(Batch.Shape.MANY, 1, 2, 3, 4);
    Intake intake =
        (document, files) ->
            () -> {
              sent.incrementAndGet();
              return sent(CompletableFuture.failedFuture(new TimeoutException("away")));
            };
    assertEquals(ProblemKind.UNAVAILABLE, Refusals.of(() -> work.take(lines, intake)).kind());
    assertEquals(1, sent.get());
  }

  @Test
  void countsWhatWasAcknowledgedBehindALineThatWasNot() {
    var late = new BatchWork(Duration.ofMillis(50));
    BatchOutcome outcome =
        late.take(
            batch(Batch.Shape.MANY, 1, 2),
            (document, files) -> {
              boolean hangs = number(document) == 1;
              var never = new CompletableFuture<Integer>();
              return () -> sent(hangs ? never : CompletableFuture.completedFuture(2));
            });
    assertEquals(1, outcome.reply().taken());
    assertEquals(503, requireNonNull(outcome.reply().lines().getFirst().problem()).status());
  }

  @Test
  void tellsTheLogOnceHoweverManyLinesFail() {
    var late = new BatchWork(Duration.ofMillis(50));
    Batch lines = batch(Batch.Shape.MANY, IntStream.rangeClosed(1, 100).toArray());
    Intake hanging = (document, files) -> () -> sent(new CompletableFuture<>());
    List<String> said = Said.by(Finding.class, () -> Refusals.of(() -> late.take(lines, hanging)));
    assertEquals(
        List.of("dependency unavailable times=100 cause=java.util.concurrent.TimeoutException"),
        said);
  }

  @Test
  void tellsTheLogNothingOfLinesThatTheirSenderHasToMend() {
    Batch bad = batch(Batch.Shape.MANY, -1, -2);
    assertEquals(List.of(), Said.by(Finding.class, () -> work.take(bad, BatchWorkTest::receive)));
  }

  private static Sent sent(CompletableFuture<?> acknowledgement) {
    return new Sent("id", Optional.empty(), acknowledgement);
  }

  /// Negative numbers are refused, 0 is not acknowledged, the others are taken.
  private static Arrival receive(Field document, Attachments files) {
    int number = number(document);
    if (number < 0) throw document.invalid("negative");
    CompletableFuture<?> acknowledgement =
        number == 0
            ? CompletableFuture.failedFuture(new TimeoutException("away"))
            : CompletableFuture.completedFuture(number);
    return () -> new Sent("id" + number, Optional.empty(), acknowledgement);
  }

  private static int number(Field document) {
    return document.integer(-100, 100);
  }

  private static Batch batch(Batch.Shape shape, int... numbers) {
    List<Line> lines =
        java.util.Arrays.stream(numbers)
            .mapToObj(number -> new Line(Math.abs(number), () -> field(number)))
            .toList();
    return new Batch(shape, lines, Attachments.none());
  }

  private static Field field(int number) {
    return new BoundedJson(10).read(Integer.toString(number).getBytes(StandardCharsets.UTF_8));
  }
}
