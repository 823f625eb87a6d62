package io.viralstream.models.tuning;

import io.viralstream.images.Picture;
import io.viralstream.models.align.AlignmentProjector.Widths;
import io.viralstream.models.align.VisionTeacher;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.TensorStorage;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.ModelOpener;
import io.viralstream.models.generate.ServingOptions;
import io.viralstream.models.learn.Accumulation;
import io.viralstream.models.learn.LearningRate;
import io.viralstream.models.learn.NotFinite;
import io.viralstream.models.learn.Optimizer;
import io.viralstream.models.learn.ParameterGroup.Trained;
import io.viralstream.models.learn.TrainSample;
import io.viralstream.models.learn.TrainedParts;
import io.viralstream.models.learn.Trainer;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.ResidualKind;
import io.viralstream.models.model.VisualResidual;
import io.viralstream.models.preprocess.ImageEncoder;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.published.AdapterChoice;
import io.viralstream.models.tensor.AdamRule;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.EncodedPrompt;
import io.viralstream.models.text.Packing;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.models.text.PromptStyle;
import io.viralstream.models.text.Subject;
import io.viralstream.models.text.TextRejected;
import io.viralstream.models.text.Turn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// A student with what it is aligned with, opened from directories: conversations in, losses out.
///
/// P_φ is trained, P_π and A where there are any, and the adapter where there is one; LM_θ itself,
/// V_ψ and E are frozen. The teacher is loaded last, so that nothing can start its weights anew.
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
  public static Tuning open(ModelOpener models, TuningSettings settings) throws IOException {
    LanguageModelSettings language = models.describing(settings.model()).languageModel();
    List<Integer> layers = layers(language, settings);
    VisualResidual residual =
        settings
            .residual()
            .of(Set.copyOf(layers), FreshWeights.seeded(models.torch(), settings.seed()));
    LoadedModel student =
        models.open(
            settings.model(),
            new ServingOptions(
                PromptStyle.TEMPLATE,
                ServingOptions.Pictures.PAD,
                AdapterChoice.of(settings.adapter()),
                residual));
    try {
      return beside(student, layers, settings);
    } catch (IOException | RuntimeException refused) {
      student.close();
      throw refused;
    }
  }

  private static Tuning beside(LoadedModel student, List<Integer> layers, TuningSettings settings)
      throws IOException {
    if (!student.model().takesPictures()) requireNoPictures(settings);
    Optional<VisionTeacher> teacher = teacher(student, settings);
    try {
      return new Tuning(student, alignment(student, teacher, layers, settings), teacher, settings);
    } catch (IOException | RuntimeException refused) {
      teacher.ifPresent(VisionTeacher::close);
      throw refused;
    }
  }

  private static void requireNoPictures(TuningSettings settings) {
    boolean sees =
        switch (settings.target()) {
          case Target.None() -> settings.residual() != ResidualKind.NONE;
          case Target.OwnEncoder() -> true;
          case Target.Teacher ignored -> true;
        };
    if (sees) {
      throw new CheckpointRejected(
          settings.model().getFileName()
              + ": a language model alone has no visual tokens to align");
    }
  }

  private static List<Integer> layers(LanguageModelSettings language, TuningSettings settings) {
    if (settings.layers().isEmpty()) return List.of(language.middleBlock());
    for (int layer : settings.layers()) {
      if (layer < 1 || layer > language.blocks()) {
        throw new IllegalArgumentException(
            "layer=" + layer + ", expected 1 to " + language.blocks());
      }
    }
    return settings.layers();
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
      LoadedModel student,
      Optional<VisionTeacher> teacher,
      List<Integer> layers,
      TuningSettings settings)
      throws IOException {
    if (settings.target() instanceof Target.None) return Alignment.none();
    Torch torch = student.torch();
    int input = student.model().language().settings().width();
    int output =
        teacher
            .map(each -> each.view().width())
            .orElseGet(() -> student.model().encoder().view().width());
    if (settings.hasProjector() && settings.projectorFile().isPresent()) {
      return ProjectorFile.read(
          torch, settings.projectorFile().get(), settings.alignment(layers), input, output);
    }
    int hidden = TuningSettings.PROJECTOR_WIDTH;
    return Alignment.of(
        settings.alignment(layers),
        FreshWeights.seeded(torch, settings.seed()),
        layer -> new Widths(input, hidden, hidden, output));
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

  /// What is trained.
  public TrainedParts parts() {
    return new TrainedParts(
        student.model().adapterParameters(),
        student.model().projectorParameters().with(student.model().residualParameters()),
        alignment.parameters());
  }

  /// Trains with plain AdamW: no decay, no clipping, a constant rate.
  ///
  /// @param rate of adapter, P_π and A
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
  /// @throws NotFinite where a loss or the gradient is not
  public List<StoredTensor> gradients(Trainer trainer, List<TrainSample> samples)
      throws IOException, NotFinite {
    GradientNames names = GradientNames.of(settings.adapter());
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
