package io.viralstream.workers.infer;

import java.util.ArrayList;
import java.util.List;
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
    worker.threads.add(Thread.ofPlatform().name("checkpoints").start(worker.checkpoints));
    for (TaskLoop loop : worker.loops) {
      worker.threads.add(Thread.ofPlatform().name("tasks").start(loop));
    }
    return worker;
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
  }
}
