package io.viralstream.workers.train;

import io.viralstream.schemas.ContentId;
import io.viralstream.workers.checkpoint.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/// Weights that are the hash of every batch learnt so far, so that any other order shows.
final class FakeLearner implements Learner {
  static final String FILE = "weights";

  private String weights;

  FakeLearner(String weights) {
    this.weights = weights;
  }

  static LearnerSource source() {
    return new LearnerSource() {
      @Override
      public Learner fresh() {
        return new FakeLearner("start");
      }

      @Override
      public Learner resumed(Path checkpoint) throws IOException {
        return new FakeLearner(Files.readString(checkpoint.resolve(FILE)));
      }
    };
  }

  @Override
  public Outcome step(long step, List<PreparedSample> batch) {
    List<String> ids = batch.stream().map(PreparedSample::id).toList();
    weights = ContentId.of(weights + step, ids);
    List<SampleOutcome> samples =
        batch.stream()
            .map(sample ->
                new SampleOutcome(2, OptionalDouble.empty(), sample.prompt().answerTokens(), 1, 0))
            .toList();
    return new Outcome(2, OptionalDouble.of(-.5), 1.75, 1e-3, 1, 0, samples);
  }

  String weights() {
    return weights;
  }

  @Override
  public void writeTo(Path directory) throws IOException {
    Durable.write(directory.resolve(FILE), weights.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {}
}
