package io.viralstream.cli.role;

import io.micrometer.core.instrument.MeterRegistry;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.models.text.Tokenizer;
import io.viralstream.schemas.FatalErrors;
import io.viralstream.workers.kafka.KafkaImages;
import io.viralstream.workers.train.ArmPlan;
import io.viralstream.workers.train.ArmRefused;
import io.viralstream.workers.train.ArmSettings;
import io.viralstream.workers.train.CheckpointRoom;
import io.viralstream.workers.train.Learner;
import io.viralstream.workers.train.SamplePreparation;
import io.viralstream.workers.train.TrainParts;
import io.viralstream.workers.train.TrainWorker;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Step 3 for one arm: trains while it owns the stream's partition, stands by otherwise.
public final class RunningTrain implements Role {
  private static final Logger LOG = LoggerFactory.getLogger(RunningTrain.class);

  private static final int MOST_KEPT = 1_000_000;

  private final String name;
  private final WorkerTools tools;
  private final TrainWorker worker;
  private final KafkaImages images;
  private final Tokenizer tokenizer;
  private final Thread thread;
  private volatile Role.State state = new Role.State.Ready();

  private RunningTrain(
      ArmSettings arm,
      WorkerTools tools,
      TrainWorker worker,
      KafkaImages images,
      Tokenizer tokenizer) {
    this.name = "train-" + arm.name();
    this.tools = tools;
    this.worker = worker;
    this.images = images;
    this.tokenizer = tokenizer;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  /// @throws IOException where the base model cannot be read
  public static RunningTrain start(WorkerTools tools, ArmPlan plan) throws IOException {
    ArmStart start = ArmStart.of(tools, plan);
    var images = new KafkaImages(tools.clients(), tools.serdes());
    var preparation =
        new SamplePreparation(
            start.prompts(), images, tools.pictures(), start.framings(), start.limits());
    var worker =
        new TrainWorker(
            parts(tools, start.arm(), start.learners(), preparation),
            DeviceMemory.taken(tools.torch().settings().device()));
    var role = new RunningTrain(start.arm(), tools, worker, images, start.tokenizer());
    role.thread.start();
    return role;
  }

  private static TrainParts parts(
      WorkerTools tools, ArmSettings arm, Learner.Source learners, SamplePreparation preparation) {
    Environment environment = tools.environment();
    return new TrainParts(
        tools.clients(),
        tools.serdes(),
        arm,
        learners,
        preparation,
        environment.path(Setting.VIRAL_CHECKPOINTS),
        environment.integer(Setting.VIRAL_CHECKPOINTS_KEPT, 1, MOST_KEPT),
        CheckpointRoom.ofDisk(),
        tools.clock());
  }

  private void run() {
    try {
      worker.run();
    } catch (ArmRefused refused) {
      LOG.error("train refused name={} reason=\"{}\"", name, refused.getMessage());
      state = new Role.State.Refused(String.valueOf(refused.getMessage()));
    } catch (RuntimeException | Error e) {
      FatalErrors.endOn(e);
      LOG.error("train failed name={}", name, e);
      state = new Role.State.Failed(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Role.State state() {
    return state;
  }

  @Override
  public void measure(MeterRegistry registry) {
    tools.measure(registry);
  }

  @Override
  public void close() {
    worker.stop();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    images.close();
    tokenizer.close();
  }
}
