package io.viralstream.workers.train;

import io.viralstream.models.learn.LearningRate;
import io.viralstream.models.learn.NotFinite;
import io.viralstream.models.learn.OptimizerStep;
import io.viralstream.workers.train.FakeLearner.Killed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A learner that is killed where it is told to be, the first time that its arm comes there.
final class MortalLearner implements Learner {
  /// Where a trainer is killed; the learner itself knows of the three in its own work.
  enum Place {
    /// While samples wait for their step.
    IN_BATCH,
    /// Before the update.
    BEFORE_STEP,
    /// Behind the update, before anybody is told of it.
    AFTER_STEP,
    /// With half of a checkpoint's files on disk.
    IN_WRITING,
    /// With a finished checkpoint that no record tells of.
    BEFORE_COMMIT,
    /// Just after a checkpoint was published.
    AFTER_COMMIT
  }

  /// @param step the first one at which it may come
  record Death(Place place, long step) {
    static final Death NEVER = new Death(Place.IN_BATCH, Long.MAX_VALUE);

    boolean comes(Place at, long now) {
      return place == at && now >= step;
    }
  }

  private final Learner inner;
  private final Death death;
  private long step;
  private int rehearsals;

  MortalLearner(Learner inner, Death death) {
    this.inner = inner;
    this.death = death;
  }

  /// The last step that was made here.
  long step() {
    return step;
  }

  /// How many samples were tried alone.
  int rehearsals() {
    return rehearsals;
  }

  @Override
  public OptimizerStep step(long next, List<PreparedSample> batch) throws NotFinite {
    if (death.comes(Place.BEFORE_STEP, next)) throw new Killed();
    OptimizerStep made = inner.step(next, batch);
    if (death.comes(Place.AFTER_STEP, next)) throw new Killed();
    step = next;
    return made;
  }

  @Override
  public void rehearse(PreparedSample sample) throws NotFinite {
    rehearsals++;
    inner.rehearse(sample);
  }

  @Override
  public void follow(LearningRate schedule) {
    inner.follow(schedule);
  }

  @Override
  public void writeTo(Path directory) throws IOException {
    inner.writeTo(directory);
    if (!death.comes(Place.IN_WRITING, step)) return;
    try (Stream<Path> written = Files.walk(directory)) {
      List<Path> files = written.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files.subList(files.size() / 2, files.size())) Files.delete(file);
    }
    throw new Killed();
  }

  @Override
  public void close() {
    inner.close();
  }
}
