package io.viralstream.cli.role;

import io.viralstream.workers.infer.InferParts;
import io.viralstream.workers.infer.InferSettings;
import io.viralstream.workers.infer.InferWorker;

/// Step 4: answers live questions and those of evaluations.
public final class RunningInfer implements Role {
  private final InferWorker worker;

  private RunningInfer(InferWorker worker) {
    this.worker = worker;
  }

  public static RunningInfer start(WorkerTools tools) throws InterruptedException {
    return new RunningInfer(
        InferWorker.start(
            new InferParts(
                tools.clients(),
                tools.serdes(),
                tools.torch(),
                InferSettings.defaults(),
                tools.clock())));
  }

  @Override
  public String name() {
    return "infer";
  }

  @Override
  public RoleState state() {
    return worker.ended().isCompletedExceptionally()
        ? new RoleState.Failed(String.valueOf(worker.ended().exceptionNow().getMessage()))
        : new RoleState.Ready();
  }

  @Override
  public void close() {
    try {
      worker.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
