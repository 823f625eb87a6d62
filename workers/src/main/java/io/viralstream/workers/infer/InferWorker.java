package io.viralstream.workers.infer;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.schemas.FatalErrors;
import io.viralstream.schemas.avro.Checkpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Step 4 of the journey: `ask-tasks`, `infer-tasks` → `answers`.
///
/// Share consumers take tasks, each loop in its own thread; all feed the one model thread, where
/// live questions go before waiting items. Any number of workers may run: the broker deals records
/// out, and takes back those of a worker that dies.
public final class InferWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InferWorker.class);
  private static final Duration ORDERLY = Duration.ofSeconds(3);
  private static final Duration HURRIED = Duration.ofSeconds(2);

  private final CheckpointView checkpoints;
  private final ModelThread modelThread;
  private final PoisonIsolation isolation = new PoisonIsolation();
  private final Answerer answerer;
  private final List<TaskLoop> loops = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private InferWorker(InferParts parts, Answerer answerer) {
    this.answerer = answerer;
    modelThread = new ModelThread(answerer);
    checkpoints = new CheckpointView(parts.clients(), parts.serdes(), parts.clock());
    loops.add(loop(parts, Urgency.ASK));
    for (int i = 0; i < parts.settings().itemLoops(); i++) loops.add(loop(parts, Urgency.ITEM));
  }

  /// Sets the share groups up and begins to answer.
  public static InferWorker start(InferParts parts) throws InterruptedException {
    InferSettings settings = parts.settings();
    ModelAnswerer.Limits limits =
        new ModelAnswerer.Limits(
            settings.models(), settings.modelBytes(), settings.keyValueBytes());
    return start(
        parts,
        new ModelAnswerer(
            parts.models(), limits, parts.features(), parts.answers(), parts.clock()));
  }

  static InferWorker start(InferParts parts, Answerer answerer) throws InterruptedException {
    try (Admin admin = parts.clients().admin()) {
      ShareGroups.configure(admin);
    }
    InferWorker worker = new InferWorker(parts, answerer);
    worker.launch("checkpoints", worker.checkpoints);
    for (TaskLoop loop : worker.loops) worker.launch("tasks", loop);
    return worker;
  }

  private void launch(String name, Runnable body) {
    threads.add(
        Thread.ofPlatform()
            .name(name)
            .uncaughtExceptionHandler((thread, bug) -> lost(bug))
            .start(body));
  }

  /// A fatal error ends the process: an orderly end would need what is not there any more.
  private void lost(Throwable bug) {
    FatalErrors.endOn(bug);
    ended.completeExceptionally(bug);
  }

  /// Completes when the worker was closed, or with the bug that ended one of its threads; a worker
  /// that lost a thread should be closed.
  public CompletableFuture<Void> ended() {
    return ended;
  }

  /// Makes a version ready ahead of its first question; returns when it is.
  ///
  /// @throws CheckpointRejected where it cannot be asked, naming file and part
  public void load(Checkpoint model) throws InterruptedException {
    CompletableFuture<Boolean> loaded =
        modelThread.submit(
            Urgency.ASK,
            () -> {
              answerer.load(model);
              return true;
            });
    try {
      loaded.get();
    } catch (ExecutionException failure) {
      FatalErrors.endOn(failure);
      if (failure.getCause() instanceof CheckpointRejected refused) throw refused;
      throw new IllegalStateException(model.getUri() + ": " + failure.getCause(), failure);
    }
  }

  private TaskLoop loop(InferParts parts, Urgency urgency) {
    return new TaskLoop(parts, urgency, checkpoints, modelThread, isolation);
  }

  /// Ends after the batches in hand, if that takes seconds only: a loop that waits for a broker
  /// that is away, or for a long batch, is broken off, and its tasks come back to other workers.
  @Override
  public void close() throws InterruptedException {
    loops.forEach(TaskLoop::stop);
    checkpoints.stop();
    join(ORDERLY);
    threads.forEach(Thread::interrupt);
    join(HURRIED);
    closeAnswerer();
    modelThread.close();
    ended.complete(null);
  }

  private void join(Duration patience) throws InterruptedException {
    long limit = System.nanoTime() + patience.toNanos();
    for (Thread thread : threads) {
      Duration left = Duration.ofNanos(limit - System.nanoTime());
      if (left.isPositive()) thread.join(left);
    }
  }

  /// On the model thread, after the current batch: a model must not be freed while it answers.
  private void closeAnswerer() throws InterruptedException {
    CompletableFuture<Boolean> closed =
        modelThread.submit(
            Urgency.ITEM,
            () -> {
              answerer.close();
              return true;
            });
    try {
      closed.get(HURRIED.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException busy) {
      LOG.warn("model left loaded reason=\"its batch is not done\"");
    } catch (ExecutionException bug) {
      FatalErrors.endOn(bug);
      LOG.error("model closed badly", bug.getCause());
    }
  }
}
