package io.viralstream.models.tuning;

import io.viralstream.images.Picture;
import io.viralstream.models.align.VisionTeacher;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.TensorStorage;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.ModelOpener;
import io.viralstream.models.learn.Accumulation;
import io.viralstream.models.learn.LearningRate;
import io.viralstream.models.learn.NotFinite;
import io.viralstream.models.learn.Optimizer;
import io.viralstream.models.learn.ParameterGroup.Trained;
import io.viralstream.models.learn.TrainSample;
import io.viralstream.models.learn.TrainedParts;
import io.viralstream.models.learn.Trainer;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.preprocess.ImageEncoder;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.tensor.AdamRule;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.text.EncodedPrompt;
import io.viralstream.models.text.Packing;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.models.text.Subject;
import io.viralstream.models.text.TextRejected;
import io.viralstream.models.text.Turn;
import io.viralstream.models.tuning.TuningSettings.Decoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A student with what it is aligned with, opened from directories: conversations in, losses out.
///
/// P_φ is trained, P_π and A where there are any, and of LM_θ its adapter or all of it; V_ψ and E
/// are frozen. The teacher is loaded last, so that nothing can start its weights anew.
public final class Tuning implements AutoCloseable {
  private final LoadedModel student;
  private final PromptEncoder prompts;
  private final Alignment alignment;
  private final Optional<VisionTeacher> teacher;
  private final TuningSettings settings;

  private Tuning(
      LoadedModel student,
      Alignment alignment,
      Optional<VisionTeacher> teacher,
      TuningSettings settings) {
    this.student = student;
    this.prompts = new PromptEncoder(student.tokenizer(), student.frame());
    this.alignment = alignment;
    this.teacher = teacher;
    this.settings = settings;
  }

  /// @throws CheckpointRejected naming file and part
  /// @throws IllegalArgumentException naming a setting that the model has no room for
  public static Tuning open(ModelOpener models, StudentSettings student, TuningSettings settings)
      throws IOException {
    return of(student.open(models, settings), settings);
  }

  /// A student that is open already, which this closes, also where it cannot be aligned.
  ///
  /// @throws CheckpointRejected naming file and part
  /// @throws IllegalArgumentException naming a setting that the model has no room for
  public static Tuning of(LoadedModel student, TuningSettings settings) throws IOException {
    try {
      return beside(student, settings);
    } catch (IOException | RuntimeException refused) {
      student.close();
      throw refused;
    }
  }

  private static Tuning beside(LoadedModel student, TuningSettings settings) throws IOException {
    if (settings.decoder() == Decoder.FULL) requireNoAdapter(student);
    if (!student.model().takesPictures()) requireNoPictures(settings);
    Optional<VisionTeacher> teacher = teacher(student, settings);
    try {
      return new Tuning(student, alignment(student, teacher, settings), teacher, settings);
    } catch (IOException | RuntimeException refused) {
      teacher.ifPresent(VisionTeacher::close);
      throw refused;
    }
  }

  private static void requireNoAdapter(LoadedModel student) {
    if (student.model().adapters().isEmpty()) return;
    throw new CheckpointRejected(
        "an adapter stands beside the language model, which is trained in full; expected none, or"
            + " the adapter alone to be trained");
  }

  private static void requireNoPictures(TuningSettings settings) {
    boolean sees =
        switch (settings.target()) {
          case Target.None() -> false;
          case Target.OwnEncoder() -> true;
          case Target.Teacher ignored -> true;
        };
    if (sees) {
      throw new CheckpointRejected("a language model alone has no visual tokens to align");
    }
  }

  private static Optional<VisionTeacher> teacher(LoadedModel student, TuningSettings settings)
      throws IOException {
    return switch (settings.target()) {
      case Target.None() -> Optional.empty();
      case Target.OwnEncoder() -> Optional.empty();
      case Target.Teacher chosen ->
          Optional.of(
              chosen
                  .grid()
                  .open(student.torch(), chosen.directory(), student.model().encoder().view()));
    };
  }

  private static Alignment alignment(
      LoadedModel student, Optional<VisionTeacher> teacher, TuningSettings settings)
      throws IOException {
    if (settings.target() instanceof Target.None) return Alignment.none();
    LanguageModelSettings language = student.model().language().settings();
    int output =
        teacher
            .map(each -> each.view().width())
            .orElseGet(() -> student.model().encoder().view().width());
    return settings
        .start()
        .alignment(
            student.torch(),
            settings.alignment(settings.layersOf(language)),
            language.width(),
            output);
  }

  /// One conversation to learn, its turns chained as LLaVA trains, and cut at the length.
  ///
  /// @param pictured the turn that brings the picture, from 0
  /// @throws TextRejected where it cannot be learnt
  public TrainSample sample(List<Turn> turns, Optional<Picture> picture, int pictured) {
    Optional<PatchFeatures> z = picture.map(student::see);
    EncodedPrompt prompt =
        picture.isPresent()
            ? prompts.conversation(Packing.CHAINED, turns, pictured)
            : prompts.conversation(Packing.CHAINED, Subject.TEXT, turns);
    prompt.requireBelow(student.model().language().settings().vocabulary());
    return TrainSample.of(prompt, z, target(picture, z)).cutTo(length());
  }

  private Optional<PatchFeatures> target(Optional<Picture> picture, Optional<PatchFeatures> z) {
    return switch (settings.target()) {
      case Target.None() -> Optional.empty();
      case Target.OwnEncoder() -> z;
      case Target.Teacher ignored -> picture.map(each -> taught(teacher.orElseThrow(), each));
    };
  }

  /// The same padded picture as the student's (docs/method.md §7.1).
  private PatchFeatures taught(VisionTeacher model, Picture picture) {
    Preprocessing framing =
        Preprocessing.padded(student.model().encoder().view(), model.view().imageSize());
    return new ImageEncoder(framing, model::features).see(picture);
  }

  private int length() {
    return Math.min(settings.length(), student.context());
  }

  public LoadedModel student() {
    return student;
  }

  /// E, where it is a model of its own.
  public Optional<VisionTeacher> teacher() {
    return teacher;
  }

  public Alignment alignment() {
    return alignment;
  }

  /// What is trained.
  public TrainedParts parts() {
    VisionLanguageModel model = student.model();
    Parameters language =
        switch (settings.decoder()) {
          case ADAPTER -> model.adapterParameters();
          case FULL -> model.languageParameters();
        };
    return new TrainedParts(
        language,
        model.projectorParameters().with(model.residualParameters()),
        alignment.parameters());
  }

  /// Trains with plain AdamW: no decay, no clipping, a constant rate.
  ///
  /// @param rate of all but P_φ
  /// @param projectorRate of P_φ
  /// @param microBatch samples of one forward pass
  public Trainer trainer(double rate, double projectorRate, int microBatch) {
    AdamRule rule = new AdamRule(.9, .999, 0, 1e-8);
    TrainedParts parts = parts();
    Trained others =
        new Trained(
            parts
                .language()
                .with(student.model().residualParameters())
                .with(alignment.parameters()),
            rule,
            1);
    Trained projector =
        new Trained(student.model().projectorParameters(), rule, projectorRate / rate);
    Optimizer optimizer =
        new Optimizer(
            student.torch(),
            List.of(others, projector),
            new LearningRate.Constant(rate, 0),
            Double.POSITIVE_INFINITY);
    return new Trainer(
        student.model(), alignment.objective(), parts, optimizer, new Accumulation(1, microBatch));
  }

  /// The gradients of a step's total by their names in other programs, before anything is updated;
  /// zeros where a tensor has no part in the loss.
  ///
  /// @param adapter the directory of the adapter, whose names its tensors keep
  /// @throws NotFinite where a loss or the gradient is not
  public List<StoredTensor> gradients(
      Trainer trainer, List<TrainSample> samples, Optional<Path> adapter)
      throws IOException, NotFinite {
    GradientNames names = GradientNames.of(adapter);
    List<StoredTensor> stored = new ArrayList<>();
    try (Scope scope = student.torch().training()) {
      SequencedMap<String, Tensor> gradients = trainer.gradients(samples);
      Parameters trained = parts().all();
      for (String name : trained.names()) {
        Tensor gradient = gradients.get(name);
        stored.add(
            TensorStorage.store(
                names.of(name), gradient == null ? trained.named(name).zerosLike() : gradient));
      }
    }
    return stored;
  }

  /// λ.
  public double lambda() {
    return alignment.objective().lambda();
  }

  @Override
  public void close() {
    alignment.close();
    teacher.ifPresent(VisionTeacher::close);
    student.close();
  }
}
