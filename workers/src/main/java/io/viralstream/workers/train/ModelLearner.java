package io.viralstream.workers.train;

import io.viralstream.models.align.VisionTeacher;
import io.viralstream.models.checkpoint.Durable;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.SafetensorsWriter;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.learn.NotFinite;
import io.viralstream.models.learn.SampleResult;
import io.viralstream.models.learn.StepResult;
import io.viralstream.models.learn.StepResult.BatchLosses;
import io.viralstream.models.learn.TrainSample;
import io.viralstream.models.learn.TrainStep;
import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.Turn;
import io.viralstream.models.model.Turn.Sees;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.preprocess.CachingImageEncoder;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.EncodedPrompt;
import io.viralstream.models.text.EncodedTurn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The learner of a vision-language model: LM_θ, P_φ and P_π in full, V_ψ and E frozen.
final class ModelLearner implements Learner {
  static final String ALIGNMENT = "alignment.safetensors";
  static final String OPTIMIZER = "optimizer.safetensors";

  /// Everything that learning needs, opened together and closed together.
  ///
  /// @param alignment parameters of P_π, none without alignment
  /// @param teacher E where it is a model of its own
  record Model(
      Torch torch,
      ModelDirectory base,
      VisionLanguageModel student,
      CachingImageEncoder studentImages,
      Parameters alignment,
      Optional<VisionTeacher> teacher,
      Optional<CachingImageEncoder> teacherImages,
      TrainStep step) {}

  private final Model model;
  private final double lambda;

  ModelLearner(Model model, double lambda) {
    this.model = model;
    this.lambda = lambda;
  }

  @Override
  public Outcome step(long step, List<PreparedSample> batch) throws NotFinite {
    StepResult result = model.step().run(batch.stream().map(this::sample).toList());
    if (result.step() != step) {
      throw new IllegalStateException("step " + step + " is the optimizer's " + result.step());
    }
    BatchLosses losses = result.losses();
    double total = losses.language() + lambda * losses.alignment().orElse(0);
    return new Outcome(
        losses.language(),
        losses.alignment(),
        total,
        result.learningRate(),
        result.gradientNorm(),
        losses.gridMismatches(),
        losses.samples().stream().map(ModelLearner::outcome).toList());
  }

  @Override
  public void rehearse(PreparedSample sample) throws NotFinite {
    model.step().rehearse(List.of(sample(sample)));
  }

  private static SampleOutcome outcome(SampleResult sample) {
    int exact = (int) sample.exactTurns().stream().filter(turn -> turn).count();
    return new SampleOutcome(
        sample.languageLoss(),
        sample.alignmentLoss(),
        sample.answerTokens(),
        sample.exactTurns().size(),
        exact);
  }

  private TrainSample sample(PreparedSample sample) {
    Optional<PatchFeatures> seen = sample.picture().map(model.studentImages()::see);
    Optional<PatchFeatures> taught =
        sample.picture().flatMap(picture -> model.teacherImages().map(eye -> eye.see(picture)));
    int visualTokens = seen.map(PatchFeatures::tokens).orElse(0);
    List<Turn> turns = turns(sample.prompt());
    return new TrainSample(
        new PackedSample(sample.prompt().opening(), visualTokens, turns), seen, taught);
  }

  private static List<Turn> turns(EncodedPrompt prompt) {
    List<Turn> turns = new ArrayList<>();
    for (EncodedTurn turn : prompt.turns()) {
      turns.add(turn(turn, turns.size() < prompt.before() ? Sees.NOTHING : Sees.SHARED));
    }
    return turns;
  }

  private static Turn turn(EncodedTurn turn, Sees sees) {
    int[] ids =
        IntStream.concat(IntStream.of(turn.prompt()), IntStream.of(turn.answer())).toArray();
    boolean[] answer = new boolean[ids.length];
    Arrays.fill(answer, turn.prompt().length, ids.length, true);
    return new Turn(ids, answer, sees);
  }

  @Override
  public void writeTo(Path directory) throws IOException {
    for (String name : List.of(ModelDirectory.CONFIG, ModelDirectory.TOKENIZER)) {
      Durable.write(directory.resolve(name), Files.readAllBytes(model.base().path().resolve(name)));
    }
    Torch torch = model.torch();
    VisionLanguageModel student = model.student();
    List<StoredTensor> weights = new ArrayList<>();
    weights.addAll(StoredWeights.narrowest(torch, student.encoderParameters()));
    weights.addAll(StoredWeights.of(torch, student.projectorParameters()));
    weights.addAll(StoredWeights.of(torch, student.languageParameters()));
    SafetensorsWriter.write(directory.resolve(ModelDirectory.WEIGHTS), weights);
    SafetensorsWriter.write(
        directory.resolve(ALIGNMENT), StoredWeights.of(torch, model.alignment()));
    SafetensorsWriter.write(
        directory.resolve(OPTIMIZER), StoredWeights.of(torch, model.step().optimizerState()));
  }

  @Override
  public void close() {
    model.step().close();
    model.alignment().close();
    model.teacher().ifPresent(VisionTeacher::close);
    model.student().close();
  }
}
