package io.viralstream.workers.train;

import io.viralstream.models.checkpoint.CheckpointStore;
import io.viralstream.models.checkpoint.DirectoryHash;
import io.viralstream.models.checkpoint.Durable;
import io.viralstream.models.checkpoint.SafetensorsWriter;
import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.learn.LearningRate;
import io.viralstream.models.learn.NotFinite;
import io.viralstream.models.learn.OptimizerStep;
import io.viralstream.models.learn.TrainSample;
import io.viralstream.models.learn.Trainer;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.preprocess.HashedPicture;
import io.viralstream.models.published.TrainedConfig;
import io.viralstream.models.published.TrainedFiles;
import io.viralstream.models.tensor.MemoryExhausted;
import io.viralstream.models.tuning.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// The learner of an arm on a published base, which stays where it lies and as it is.
///
/// Its checkpoints have two parts: what answers, under the version's hash, and in a hidden folder
/// what only resuming needs, under a hash of its own that `resume.json` names.
final class RecipeLearner implements Learner {
  static final String ALIGNMENT = "alignment.safetensors";
  static final String OPTIMIZER = "optimizer.safetensors";

  /// Everything that learning needs, opened together and closed together.
  ///
  /// @param seen z of a picture
  /// @param taught y of a picture, where anything is aligned
  /// @param memory that it takes
  record Parts(
      TrainedConfig config,
      Tuning tuning,
      Function<HashedPicture, PatchFeatures> seen,
      Optional<Function<HashedPicture, PatchFeatures>> taught,
      Trainer trainer,
      ArmMemory memory) {}

  /// `resume.json`: the hash of what resuming needs.
  record ResumeFile(String sha256) {
    static final String NAME = "resume.json";
  }

  private final Parts parts;

  RecipeLearner(Parts parts) {
    this.parts = parts;
  }

  @Override
  public OptimizerStep step(long step, List<PreparedSample> batch) throws NotFinite {
    OptimizerStep made = update(batch);
    if (made.step() != step) {
      throw new IllegalStateException("step " + step + " is the optimizer's " + made.step());
    }
    return made;
  }

  private OptimizerStep update(List<PreparedSample> batch) throws NotFinite {
    try {
      return parts.trainer().step(batch.stream().map(this::sample).toList());
    } catch (MemoryExhausted shortage) {
      throw parts.memory().exhausted(shortage);
    }
  }

  @Override
  public void rehearse(PreparedSample sample) throws NotFinite {
    try {
      parts.trainer().rehearse(List.of(sample(sample)));
    } catch (MemoryExhausted shortage) {
      throw parts.memory().exhausted(shortage);
    }
  }

  @Override
  public OptionalInt microBatch() {
    return OptionalInt.of(parts.memory().microBatch());
  }

  /// What is trained, as it is now.
  LoadedModel student() {
    return parts.tuning().student();
  }

  private TrainSample sample(PreparedSample sample) {
    Optional<HashedPicture> picture = sample.picture();
    return new TrainSample(
        sample.text(),
        picture.map(parts.seen()),
        picture.flatMap(each -> parts.taught().map(teacher -> teacher.apply(each))));
  }

  @Override
  public void follow(LearningRate schedule) {
    parts.trainer().optimizer().follow(schedule);
  }

  @Override
  public void writeTo(Path directory) throws IOException {
    TrainedFiles.write(directory, parts.config(), parts.tuning().student().model());
    Path resume = Files.createDirectory(directory.resolve(CheckpointStore.RESUME));
    SafetensorsWriter.write(
        resume.resolve(ALIGNMENT), StoredWeights.of(parts.tuning().alignment().parameters()));
    SafetensorsWriter.write(
        resume.resolve(OPTIMIZER), StoredWeights.of(parts.trainer().optimizer().state()));
    parts.memory().writeTo(resume);
    Durable.syncDirectory(resume);
    StrictJson.write(directory.resolve(ResumeFile.NAME), new ResumeFile(DirectoryHash.of(resume)));
  }

  @Override
  public void close() {
    parts.trainer().close();
    parts.tuning().close();
  }
}
