package io.viralstream.models.tuning;

import io.viralstream.models.checkpoint.ShapeProbe;
import io.viralstream.models.learn.StepSettings.Recomputation;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.LoraSettings;
import io.viralstream.models.model.ModelVariant;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.published.AnsweringConfig;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.published.vision.PublishedVision;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.Packing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// What memory training takes, part by part, worked out from shapes alone (docs/method.md §10.4).
///
/// Counted are the tensors that live at the peak. What Java and libtorch take for themselves, what
/// the allocator cannot use again, and the encoders' activations for one picture come on top.
/// Isolated turns need a mask, with which attention keeps all T × T scores; chained ones keep none.
///
/// @param teacher E with its P_π, none where nothing is aligned; a model that takes text alone has
///   none, and no stage 1
/// @param weights the type that the model is computed in
public record TrainingMemory(
    Student student, Optional<Teacher> teacher, Learning learning, Step step, Kind weights) {
  private static final long F32 = Kind.F32.bytes();

  /// The shape of V_ψ, P_φ and LM_θ.
  ///
  /// @param encoder numbers in V_ψ
  /// @param featureWidth D_z
  /// @param visualTokens N
  public record Student(
      LanguageModelSettings language, long encoder, int featureWidth, int visualTokens) {

    /// As a published directory describes it; no weight is read.
    ///
    /// @throws io.viralstream.models.checkpoint.CheckpointRejected naming file and key
    public static Student of(Torch torch, DirectoryKind directory) throws IOException {
      AnsweringConfig config = directory.answering();
      ShapeProbe asked = new ShapeProbe(torch);
      try (VisionLanguageModel model = config.model(torch, asked, ModelVariant.plain())) {
        return new Student(
            config.language().settings(),
            config.encoder().isEmpty() ? 0 : model.encoderParameters().elements(),
            config.encoder().map(VisionTransformerSettings::width).orElse(0),
            config.encoder().map(VisionTransformerSettings::patches).orElse(0));
      }
    }
  }

  /// The shape of E, and of P_π to it.
  ///
  /// @param parameters numbers in E
  /// @param width d
  /// @param hidden h of P_π, 2048 in the paper
  public record Teacher(long parameters, int width, int hidden) {

    /// As a published directory describes E; no weight is read.
    ///
    /// @throws io.viralstream.models.checkpoint.CheckpointRejected naming file and key
    public static Teacher of(Torch torch, Path directory, int hidden) throws IOException {
      try (PublishedVision vision = PublishedVision.open(directory)) {
        PublishedVision.Findings findings = vision.findings(torch);
        return new Teacher(findings.parameters(), findings.width(), hidden);
      }
    }
  }

  /// What is trained beside P_φ, and P_π where there is a teacher.
  public sealed interface Learning {
    /// Nothing more: stage 1.
    record ProjectorAlone() implements Learning {}

    /// Adapters of LM_θ: stage 2.
    record Adapters(LoraSettings lora) implements Learning {}

    /// All of LM_θ.
    record Everything() implements Learning {}
  }

  /// One optimizer step.
  ///
  /// @param batch samples of the step
  /// @param shards into which it is cut
  /// @param microBatch samples of one pass, at most those of the largest shard
  /// @param tokens T of each sample, its picture's N among them
  public record Step(
      int batch,
      int shards,
      int microBatch,
      int tokens,
      Packing packing,
      Recomputation recomputation) {
    public Step {
      require("batch", batch, 1, 1 << 20);
      require("shards", shards, 1, 1 << 20);
      require("microBatch", microBatch, 1, Math.ceilDiv(batch, shards));
      require("tokens", tokens, 1, 1 << 20);
    }

    /// A step of chained samples in one shard.
    public Step(int batch, int microBatch, int tokens, Recomputation recomputation) {
      this(batch, 1, microBatch, tokens, Packing.CHAINED, recomputation);
    }

    /// Samples of its largest shard.
    public int shard() {
      return Math.ceilDiv(batch, shards);
    }

    /// The same in other passes.
    public Step inPassesOf(int samples) {
      return new Step(batch, shards, samples, tokens, packing, recomputation);
    }

    /// Sums of gradients that live beside those of a pass.
    private int sums() {
      int ofShard = microBatch < shard() ? 1 : 0;
      return ofShard + (shards > 1 ? 1 : 0);
    }

    private static void require(String key, int value, int least, int most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            key + "=" + value + ", expected " + least + " to " + most);
      }
    }
  }

  /// What takes memory, in the order of a table.
  public enum Part {
    LANGUAGE_MODEL,
    ENCODER,
    PROJECTOR,
    TEACHER,
    ALIGNMENT_PROJECTOR,
    ADAPTERS,
    /// F32 copies of what is trained in another type.
    MASTER_WEIGHTS,
    /// Of one pass, and their sum where a step has several.
    GRADIENTS,
    /// AdamW's two, in F32.
    MOMENTS,
    /// z and y of the batch.
    FEATURES,
    /// What a pass keeps for its way back.
    ACTIVATIONS,
    /// What the losses, or one block on the way back, take while they run: the larger of both.
    WORKING
  }

  public TrainingMemory {
    if (step.tokens() <= student.visualTokens()) {
      throw new IllegalArgumentException(
          "tokens="
              + step.tokens()
              + ", expected more than the picture's "
              + student.visualTokens());
    }
    boolean needsPictures = learning instanceof Learning.ProjectorAlone || teacher.isPresent();
    if (needsPictures && student.visualTokens() == 0) {
      throw new IllegalArgumentException(
          "visualTokens=0, expected a model that takes pictures for stage 1 or a teacher");
    }
  }

  /// The largest micro-batch of the step's batch that fits, if one sample does.
  ///
  /// @param available bytes
  public static OptionalInt microBatch(TrainingMemory needs, long available) {
    int most = needs.step.shard();
    return IntStream.rangeClosed(1, most)
        .map(n -> most + 1 - n)
        .filter(n -> needs.inPassesOf(n).total() <= available)
        .findFirst();
  }

  /// The same with passes of so many samples.
  public TrainingMemory inPassesOf(int samples) {
    return new TrainingMemory(student, teacher, learning, step.inPassesOf(samples), weights);
  }

  /// The same with other things kept.
  public TrainingMemory recomputing(Recomputation chosen) {
    Step kept =
        new Step(
            step.batch(), step.shards(), step.microBatch(), step.tokens(), step.packing(), chosen);
    return new TrainingMemory(student, teacher, learning, kept, weights);
  }

  /// Of all parts.
  public long total() {
    return bytes().values().stream().reduce(0L, Math::addExact);
  }

  /// Of one part.
  public long bytes(Part part) {
    return bytes().getOrDefault(part, 0L);
  }

  /// In the order of [Part]; a part that there is not takes 0.
  public Map<Part, Long> bytes() {
    long e = weights.bytes();
    Map<Part, Long> bytes = new EnumMap<>(Part.class);
    bytes.put(Part.LANGUAGE_MODEL, e * languageModel());
    bytes.put(Part.ENCODER, e * student.encoder());
    bytes.put(Part.PROJECTOR, e * projector());
    bytes.put(Part.TEACHER, e * teacher.map(Teacher::parameters).orElse(0L));
    bytes.put(Part.ALIGNMENT_PROJECTOR, e * alignmentProjector());
    bytes.put(Part.ADAPTERS, e * adapters());
    bytes.put(Part.MASTER_WEIGHTS, weights == Kind.F32 ? 0 : F32 * trained());
    bytes.put(Part.GRADIENTS, gradients());
    bytes.put(Part.MOMENTS, 2 * F32 * trained());
    bytes.put(Part.FEATURES, features());
    bytes.put(Part.ACTIVATIONS, activations());
    bytes.put(Part.WORKING, working());
    return bytes;
  }

  private long languageModel() {
    LanguageModelSettings s = student.language();
    long d = s.width();
    long block = 2 * inner() * d + 2 * shared() * d + 3 * d * s.feedForward() + 2 * d;
    if (s.attentionBias()) block += inner() + 2 * shared();
    if (s.outputBias()) block += d;
    long tables = (s.tiedHead() ? 1L : 2L) * s.vocabulary() * d;
    return s.blocks() * block + tables + d;
  }

  /// Width of all query heads.
  private long inner() {
    return (long) student.language().heads() * student.language().headWidth();
  }

  /// Width of all key heads.
  private long shared() {
    return (long) student.language().keyValueHeads() * student.language().headWidth();
  }

  private long projector() {
    long d = student.language().width();
    return student.visualTokens() == 0 ? 0 : (student.featureWidth() + 1L) * d + (d + 1) * d;
  }

  private long alignmentProjector() {
    if (teacher.isEmpty()) return 0;
    long h = teacher.get().hidden();
    return (student.language().width() + 1L) * h + (h + 1) * h + (h + 1) * teacher.get().width();
  }

  private long adapters() {
    return switch (learning) {
      case Learning.ProjectorAlone() -> 0;
      case Learning.Everything() -> 0;
      case Learning.Adapters(LoraSettings lora) -> {
        LanguageModelSettings s = student.language();
        long widths = 2 * inner() + 2 * shared() + 7L * s.width() + 3L * s.feedForward();
        yield lora.rank() * s.blocks() * widths;
      }
    };
  }

  private long trained() {
    long beside = projector() + alignmentProjector();
    return switch (learning) {
      case Learning.ProjectorAlone() -> beside;
      case Learning.Everything() -> beside + languageModel();
      case Learning.Adapters ignored -> beside + adapters();
    };
  }

  private long gradients() {
    int copies = Math.max(step.sums(), weights == Kind.F32 ? 0 : 1);
    return trained() * (weights.bytes() + F32 * copies);
  }

  private long features() {
    long widths = student.featureWidth() + teacher.map(Teacher::width).orElse(0);
    return F32 * step.batch() * student.visualTokens() * widths;
  }

  private long activations() {
    long state = (long) weights.bytes() * student.language().width();
    long blocks = student.language().blocks();
    long decoder =
        switch (step.recomputation()) {
          case NONE -> blocks * ofBlock() + state;
          case BY_BLOCK -> (blocks + 1) * state + ofBlock();
        };
    return step.microBatch() * (step.tokens() * decoder + student.visualTokens() * ofPicture());
  }

  /// What a block keeps of one token. Norms keep their inputs in F32, shared key heads are repeated
  /// for the kernel, and a linear map keeps its input only where its own weights are trained.
  private long ofBlock() {
    LanguageModelSettings s = student.language();
    long e = weights.bytes();
    long d = s.width();
    long f = s.feedForward();
    long keysAndValues = 2 * (s.heads() == s.keyValueHeads() ? shared() : inner());
    long others = 2 * inner() + keysAndValues + 3 * f + attentionScores();
    long always = F32 * (2 * d + s.heads()) + e * others;
    return always
        + switch (learning) {
          case Learning.ProjectorAlone() -> 0;
          case Learning.Everything() -> F32 * 2 * d + e * (2 * d + f);
          case Learning.Adapters(LoraSettings lora) -> {
            // With dropout, each module has an input of its own, and a mask of one byte a number.
            long inputs = lora.dropout() == 0 ? e * (2 * d + f) : (e + 1) * (5 * d + inner() + f);
            yield inputs + e * 7 * lora.rank();
          }
        };
  }

  /// That one token keeps for attention under a mask.
  private long attentionScores() {
    return switch (step.packing()) {
      case CHAINED -> 0;
      case ISOLATED -> (long) student.language().heads() * step.tokens();
    };
  }

  /// What P_φ, and P_π with the cosine, keep of one visual token.
  private long ofPicture() {
    long e = weights.bytes();
    long d = student.language().width();
    long projected = e * (student.featureWidth() + 2 * d);
    return projected
        + teacher.map(each -> e * (d + 4L * each.hidden()) + F32 * 4 * each.width()).orElse(0L);
  }

  /// Scores, their logarithms and the gradients of both, as if all text were answers; or the scores
  /// and the gradients within a block.
  private long working() {
    LanguageModelSettings s = student.language();
    long answers = step.tokens() - student.visualTokens();
    long scores = F32 * answers * s.vocabulary();
    long widths = 3L * s.feedForward() + 2L * s.width() + 2 * inner() + 2 * attentionScores();
    long block = weights.bytes() * step.tokens() * widths;
    return step.microBatch() * (scores + Math.max(3 * scores, block));
  }
}
