package io.viralstream.workers.train;

import io.viralstream.models.align.VisionTeacher;
import io.viralstream.models.checkpoint.Durable;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.SafetensorsWriter;
import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.checkpoint.WritableTensor;
import io.viralstream.models.learn.LearningRate;
import io.viralstream.models.learn.NotFinite;
import io.viralstream.models.learn.OptimizerStep;
import io.viralstream.models.learn.TrainSample;
import io.viralstream.models.learn.Trainer;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.preprocess.CachingImageEncoder;
import io.viralstream.models.preprocess.HashedPicture;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The learner of a vision-language model: LM_θ, P_φ and P_π in full, V_ψ and E frozen.
final class ModelLearner implements Learner {
  static final String ALIGNMENT = "alignment.safetensors";
  static final String OPTIMIZER = "optimizer.safetensors";

  /// Everything that learning needs, opened together and closed together.
  ///
  /// @param alignment parameters of P_π, none without alignment
  /// @param teacher E where it is a model of its own
  /// @param taught y of a picture, rounded as the arm says; none without alignment
  record Model(
      Torch torch,
      ModelDirectory base,
      VisionLanguageModel student,
      CachingImageEncoder studentImages,
      Parameters alignment,
      Optional<VisionTeacher> teacher,
      Optional<Function<HashedPicture, PatchFeatures>> taught,
      Trainer trainer) {}

  private final Model model;

  ModelLearner(Model model) {
    this.model = model;
  }

  @Override
  public OptimizerStep step(long step, List<PreparedSample> batch) throws NotFinite {
    OptimizerStep made = model.trainer().step(batch.stream().map(this::sample).toList());
    if (made.step() != step) {
      throw new IllegalStateException("step " + step + " is the optimizer's " + made.step());
    }
    return made;
  }

  @Override
  public void rehearse(PreparedSample sample) throws NotFinite {
    model.trainer().rehearse(List.of(sample(sample)));
  }

  private TrainSample sample(PreparedSample sample) {
    Optional<PatchFeatures> seen = sample.picture().map(model.studentImages()::see);
    Optional<PatchFeatures> taught =
        sample.picture().flatMap(picture -> model.taught().map(teacher -> teacher.apply(picture)));
    return new TrainSample(sample.text(), seen, taught);
  }

  @Override
  public void follow(LearningRate schedule) {
    model.trainer().optimizer().follow(schedule);
  }

  @Override
  public void writeTo(Path directory) throws IOException {
    for (String name : List.of(ModelDirectory.CONFIG, ModelDirectory.TOKENIZER)) {
      Durable.write(directory.resolve(name), Files.readAllBytes(model.base().path().resolve(name)));
    }
    VisionLanguageModel student = model.student();
    List<WritableTensor> weights = new ArrayList<>();
    weights.addAll(StoredWeights.narrowest(student.encoderParameters()));
    weights.addAll(StoredWeights.of(student.projectorParameters()));
    weights.addAll(StoredWeights.of(student.languageParameters()));
    SafetensorsWriter.write(directory.resolve(ModelDirectory.WEIGHTS), weights);
    SafetensorsWriter.write(directory.resolve(ALIGNMENT), StoredWeights.of(model.alignment()));
    SafetensorsWriter.write(
        directory.resolve(OPTIMIZER), StoredWeights.of(model.trainer().optimizer().state()));
  }

  @Override
  public void close() {
    model.trainer().close();
    model.alignment().close();
    model.teacher().ifPresent(VisionTeacher::close);
    model.student().close();
  }
}
