package io.viralstream.workers.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;

/// Step 4 of the journey: `ask-tasks`, `infer-tasks` → `answers`.
///
/// Share consumers take tasks, each loop in its own thread; all feed the one model thread, where
/// live questions go before waiting items. Any number of workers may run: the broker deals records
/// out, and takes back those of a worker that dies.
public final class InferWorker implements AutoCloseable {
  private final CheckpointView checkpoints;
  private final ModelThread modelThread = new ModelThread();
  private final Answerer answerer;
  private final List<TaskLoop> loops = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private InferWorker(InferParts parts) {
    checkpoints = new CheckpointView(parts.clients(), parts.serdes(), parts.clock());
    answerer =
        new ModelAnswerer(
            parts.torch(), parts.settings().models(), parts.settings().featureCache());
    loops.add(loop(parts, Urgency.ASK));
    for (int i = 0; i < parts.settings().itemLoops(); i++) loops.add(loop(parts, Urgency.ITEM));
  }

  /// Sets the share groups up and begins to answer.
  public static InferWorker start(InferParts parts) throws InterruptedException {
    try (Admin admin = parts.clients().admin()) {
      ShareGroups.configure(admin);
    }
    InferWorker worker = new InferWorker(parts);
    worker.launch("checkpoints", worker.checkpoints);
    for (TaskLoop loop : worker.loops) worker.launch("tasks", loop);
    return worker;
  }

  private void launch(String name, Runnable body) {
    threads.add(
        Thread.ofPlatform()
            .name(name)
            .uncaughtExceptionHandler((thread, bug) -> ended.completeExceptionally(bug))
            .start(body));
  }

  /// Completes when the worker was closed, or with the bug that ended one of its threads; a worker
  /// that lost a thread should be closed.
  public CompletableFuture<Void> ended() {
    return ended;
  }

  private TaskLoop loop(InferParts parts, Urgency urgency) {
    return new TaskLoop(parts, urgency, checkpoints, modelThread, answerer);
  }

  /// Ends after the batches in hand.
  @Override
  public void close() throws InterruptedException {
    loops.forEach(TaskLoop::stop);
    checkpoints.stop();
    for (Thread thread : threads) thread.join();
    modelThread
        .submit(
            Urgency.ITEM,
            () -> {
              answerer.close();
              return true;
            })
        .join();
    modelThread.close();
    ended.complete(null);
  }
}
