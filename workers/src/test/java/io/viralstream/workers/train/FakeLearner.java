package io.viralstream.workers.train;

import io.viralstream.models.checkpoint.Durable;
import io.viralstream.models.learn.LearningRate;
import io.viralstream.models.learn.NotFinite;
import io.viralstream.models.learn.OptimizerStep;
import io.viralstream.models.learn.OptimizerStep.BatchLosses;
import io.viralstream.models.learn.OptimizerStep.SampleLosses;
import io.viralstream.schemas.ContentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Weights that are the hash of every batch learnt so far, so that any other order shows.
///
/// A sample whose id begins with `broken` has no finite loss, one that begins with `deadly` kills
/// whoever learns or rehearses it, one that begins with `vast` exhausts the memory, one that begins
/// with `cramped` has the arm refused, and two that begin with `odd` are not finite together.
final class FakeLearner implements Learner {
  static final String FILE = "weights";

  private String weights;
  private LearningRate schedule = new LearningRate.Constant(1e-3, 0);
  private final List<String> rehearsed = new ArrayList<>();

  FakeLearner(String weights) {
    this.weights = weights;
  }

  static Learner.Source source() {
    return new Learner.Source() {
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
  public OptimizerStep step(long step, List<PreparedSample> batch) throws NotFinite {
    List<String> ids = batch.stream().map(PreparedSample::id).toList();
    for (String id : ids) demandSound(id);
    if (ids.stream().filter(id -> id.startsWith("odd")).count() > 1) {
      throw new NotFinite("the gradient's norm", Double.POSITIVE_INFINITY);
    }
    weights = ContentId.of(weights + step, ids);
    List<SampleLosses> samples = batch.stream().map(FakeLearner::losses).toList();
    return new OptimizerStep(
        step,
        schedule.at(step - 1),
        new BatchLosses(2, OptionalDouble.of(-.5), 1.75, 0, samples),
        1);
  }

  private static SampleLosses losses(PreparedSample sample) {
    int tokens = sample.text().answerTokens();
    return new SampleLosses(2, tokens, OptionalDouble.empty(), List.of(false));
  }

  @Override
  public void rehearse(PreparedSample sample) throws NotFinite {
    rehearsed.add(sample.id());
    demandSound(sample.id());
  }

  private static void demandSound(String id) throws NotFinite {
    if (id.startsWith("deadly")) throw new Killed();
    if (id.startsWith("cramped")) throw new ArmRefused("no memory for sample " + id);
    if (id.startsWith("vast")) throw new OutOfMemoryError("of sample " + id);
    if (id.startsWith("wrapped"))
      throw new IllegalStateException(new OutOfMemoryError("of sample " + id));
    if (id.startsWith("broken")) throw new NotFinite("the loss L_LM", Double.NaN);
  }

  @Override
  public void follow(LearningRate other) {
    schedule = other;
  }

  /// The death of the process, as far as a test in one process can have it.
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  List<String> rehearsed() {
    return rehearsed;
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
