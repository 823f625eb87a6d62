package io.viralstream.gateway.ask;

import io.viralstream.gateway.AskTime;
import io.viralstream.gateway.ask.AskFormat.AskRequest;
import io.viralstream.gateway.catalogue.ModelNames;
import io.viralstream.gateway.images.ImageIntake;
import io.viralstream.gateway.kafka.Outbox;
import io.viralstream.gateway.kafka.Waiting;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.Decoding;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.schemas.avro.Purpose;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Puts a live question into the log: its model is settled now, its picture first, its deadline the
/// moment at which the client stops waiting.
public final class Asks {
  private static final String PROMPT = "trained";

  private final ModelNames models;
  private final ImageIntake images;
  private final Outbox outbox;
  private final PendingAsks pending;
  private final BooleanSupplier listening;
  private final Clock clock;
  private final Supplier<String> ids;
  private final AskTime times;

  /// @param listening whether answers are being followed; before that, one could be missed
  /// @param ids makes ids that were never used before
  /// @param times how long a client waits
  public Asks(
      ModelNames models,
      ImageIntake images,
      Outbox outbox,
      PendingAsks pending,
      BooleanSupplier listening,
      Clock clock,
      Supplier<String> ids,
      AskTime times) {
    this.models = models;
    this.images = images;
    this.outbox = outbox;
    this.pending = pending;
    this.listening = listening;
    this.clock = clock;
    this.ids = ids;
    this.times = times;
  }

  /// A question that is in the log.
  ///
  /// @param limit how long it may take in all
  /// @param deadline when that is over
  record Asked(
      String id,
      String model,
      Duration limit,
      Instant deadline,
      CompletableFuture<Answer> answer) {}

  /// Blocks until the log has the question, not until it is answered: not for the event loop.
  Asked ask(AskRequest request) {
    if (!listening.getAsBoolean())
      throw Problem.of(ProblemKind.UNAVAILABLE, "answers are not being followed yet").exception();
    Instant now = clock.instant();
    Duration limit = times.of(request.maxTokens());
    Instant deadline = now.plus(limit);
    String model = models.resolve("model", request.model()).name();
    String id = ids.get();
    CompletableFuture<Answer> answer = pending.open(id);
    try {
      Optional<ImageRef> image =
          request.image().map(given -> Waiting.on(images.take(given), left(deadline)).reference());
      InferTask task = task(id, model, request, image, now, deadline);
      RecordMetadata unused = Waiting.on(outbox.send(Topics.ASK_TASKS, id, task), left(deadline));
      return new Asked(id, model, limit, deadline, answer);
    } catch (RuntimeException failure) {
      answer.cancel(false);
      throw failure;
    }
  }

  /// The client waits once, however many things are waited for.
  private Duration left(Instant deadline) {
    var left = Duration.between(clock.instant(), deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static InferTask task(
      String id,
      String model,
      AskRequest request,
      Optional<ImageRef> image,
      Instant now,
      Instant deadline) {
    return InferTask.newBuilder()
        .setId(id)
        .setPurpose(Purpose.ASK)
        .setModelVersion(model)
        .setQuestion(request.question())
        .setImage(image.orElse(null))
        .setPrompt(PROMPT)
        .setDecoding(new Decoding(request.maxTokens(), 0.0))
        .setExecution(Execution.newBuilder().build())
        .setAt(now)
        .setDeadline(deadline)
        .build();
  }
}
