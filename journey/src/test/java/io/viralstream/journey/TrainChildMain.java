package io.viralstream.journey;

import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.learn.LearningRate;
import io.viralstream.models.learn.NotFinite;
import io.viralstream.models.learn.OptimizerStep;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.workers.kafka.ConnectedClients;
import io.viralstream.workers.kafka.KafkaImages;
import io.viralstream.workers.train.ArmSettings;
import io.viralstream.workers.train.Learner;
import io.viralstream.workers.train.ModelLearnerSource;
import io.viralstream.workers.train.PreparedSample;
import io.viralstream.workers.train.TrainWorker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A trainer in a process of its own, slow enough to be killed in the middle.
///
/// Arguments: bootstrap servers, model folder, checkpoint folder, arm, milliseconds that a step
/// takes longer, and the id of the sample that ends the process.
public final class TrainChildMain {
  private TrainChildMain() {}

  public static void main(String[] arguments) throws IOException {
    ConnectedClients clients = new ConnectedClients(Map.of("bootstrap.servers", arguments[0]));
    ModelDirectory model = new ModelDirectory(Path.of(arguments[1]));
    ArmSettings arm = Tasks.arm(arguments[3]);
    Torch torch = Torch.open(TorchSettings.cpu(1));
    Learner.Source learners =
        new MortalSource(
            new ModelLearnerSource(torch, model, arm, new FeatureCache(1 << 20)),
            Long.parseLong(arguments[4]),
            arguments[5]);
    KafkaImages images = new KafkaImages(clients, WorkersUnderTest.SERDES);
    new TrainWorker(
            WorkersUnderTest.train(clients, model, arm, learners, images, Path.of(arguments[2])),
            WorkersUnderTest.noMemory())
        .run();
  }

  private record MortalSource(Learner.Source inner, long millis, String deadly)
      implements Learner.Source {
    @Override
    public Learner fresh() throws IOException {
      return new Mortal(inner.fresh(), millis, deadly);
    }

    @Override
    public Learner resumed(Path checkpoint) throws IOException {
      return new Mortal(inner.resumed(checkpoint), millis, deadly);
    }
  }

  private record Mortal(Learner inner, long millis, String deadly) implements Learner {
    @Override
    public OptimizerStep step(long step, List<PreparedSample> batch) throws NotFinite {
      batch.forEach(this::survive);
      try {
        Thread.sleep(millis);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      return inner.step(step, batch);
    }

    @Override
    public void rehearse(PreparedSample sample) throws NotFinite {
      survive(sample);
      inner.rehearse(sample);
    }

    private void survive(PreparedSample sample) {
      if (sample.id().equals(deadly)) Runtime.getRuntime().halt(137);
    }

    @Override
    public void follow(LearningRate schedule) {
      inner.follow(schedule);
    }

    @Override
    public void writeTo(Path directory) throws IOException {
      inner.writeTo(directory);
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
