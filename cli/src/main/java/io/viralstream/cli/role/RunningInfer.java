package io.viralstream.cli.role;

import io.micrometer.core.instrument.MeterRegistry;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.workers.infer.InferParts;
import io.viralstream.workers.infer.InferSettings;
import io.viralstream.workers.infer.InferWorker;
import io.viralstream.workers.infer.Publication;
import java.io.IOException;
import java.util.Optional;

/// Step 4: answers live questions and those of evaluations.
public final class RunningInfer implements Role {
  private final WorkerTools tools;
  private final InferWorker worker;

  private RunningInfer(WorkerTools tools, InferWorker worker) {
    this.tools = tools;
    this.worker = worker;
  }

  public static RunningInfer start(WorkerTools tools) throws InterruptedException {
    return new RunningInfer(
        tools,
        InferWorker.start(
            new InferParts(
                tools.clients(),
                tools.serdes(),
                tools.models(),
                tools.pictures(),
                tools.features(),
                tools.answers(),
                settings(WorkerMemory.of(tools.environment())),
                tools.clock())));
  }

  private static InferSettings settings(WorkerMemory memory) {
    return InferSettings.with(memory.models(), memory.keyValues());
  }

  /// With a model that is loaded first, and then published for everyone.
  ///
  /// @throws io.viralstream.models.checkpoint.CheckpointRejected where it cannot be served, naming
  ///   file and part
  public static RunningInfer start(WorkerTools tools, Optional<ServedModel> served)
      throws IOException, InterruptedException {
    served.ifPresent(model -> model.demandServable(tools.torch()));
    RunningInfer role = start(tools);
    if (served.isEmpty()) return role;
    try {
      ServedModel model = served.get();
      Checkpoint version = Publication.describe(model.name(), model.directory(), tools.clock());
      role.worker.load(version);
      new Publication(tools.clients(), tools.serdes()).publish(version);
      return role;
    } catch (IOException | RuntimeException | InterruptedException refused) {
      role.close();
      throw refused;
    }
  }

  @Override
  public String name() {
    return "infer";
  }

  @Override
  public Role.State state() {
    return worker.ended().isCompletedExceptionally()
        ? new Role.State.Failed(String.valueOf(worker.ended().exceptionNow().getMessage()))
        : new Role.State.Ready();
  }

  @Override
  public void measure(MeterRegistry registry) {
    tools.measure(registry);
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
