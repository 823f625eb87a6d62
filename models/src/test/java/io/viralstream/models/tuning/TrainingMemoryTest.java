package io.viralstream.models.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.align.AlignmentProjector;
import io.viralstream.models.learn.StepSettings.Recomputation;
import io.viralstream.models.model.FreshAdapters;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.LoraSettings;
import io.viralstream.models.model.ModelVariant;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.TinyNetwork;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.Weights;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.published.Golden;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.text.Packing;
import io.viralstream.models.tuning.TrainingMemory.Learning;
import io.viralstream.models.tuning.TrainingMemory.Part;
import io.viralstream.models.tuning.TrainingMemory.Step;
import io.viralstream.models.tuning.TrainingMemory.Student;
import io.viralstream.models.tuning.TrainingMemory.Teacher;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TrainingMemoryTest {
  private static final Learning ADAPTERS = new Learning.Adapters(new LoraSettings(2, 4, 0, false));

  @RegisterExtension final WithTorch with = new WithTorch();

  /// D 4, three blocks, two query heads of 2 that share one key head, F 6, V 10; D_z 3 and N 2.
  private static TrainingMemory tiny(Learning learning, Recomputation recomputation, Kind kind) {
    LanguageModelSettings language =
        new LanguageModelSettings(10, 4, 3, 2, 1, 2, 6, 8, 1e-5, 1e4, false, false);
    Step step = new Step(4, 2, 5, recomputation);
    return new TrainingMemory(
        new Student(language, 100, 3, 2), Optional.empty(), learning, step, kind);
  }

  /// A block has 2·4·4 + 2·2·4 + 3·4·6 + 2·4 = 128 numbers, and LM_θ 3·128 + 2·10·4 + 4 = 468. The
  /// adapters' widths are 8 + 6 + 6 + 8 + 10 + 10 + 10 = 58 a block. P_φ has 4·4 + 5·4 = 36.
  ///
  /// A block keeps of a token, in numbers: inputs of norms and sums of scores 2·4 + 2, queries and
  /// what is attended 2·4, keys and values repeated 2·4, SwiGLU 3·6, inputs of linears 2·4 + 6, and
  /// the adapters' inner 7·2: 72. A token has three blocks and one state of 4; a visual one 3 + 8.
  @Test
  void countsATinyRecipeAsByHand() {
    Map<Part, Long> expected = new EnumMap<>(Part.class);
    expected.put(Part.LANGUAGE_MODEL, 4 * 468L);
    expected.put(Part.ENCODER, 4 * 100L);
    expected.put(Part.PROJECTOR, 4 * 36L);
    expected.put(Part.TEACHER, 0L);
    expected.put(Part.ALIGNMENT_PROJECTOR, 0L);
    expected.put(Part.ADAPTERS, 4L * 3 * 2 * 58);
    expected.put(Part.MASTER_WEIGHTS, 0L);
    expected.put(Part.GRADIENTS, 2L * 4 * (36 + 348));
    expected.put(Part.MOMENTS, 2L * 4 * (36 + 348));
    expected.put(Part.FEATURES, 4L * 4 * 2 * 3);
    expected.put(Part.ACTIVATIONS, 4L * 2 * (5 * (3 * 72 + 4) + 2 * 11));
    expected.put(Part.WORKING, 4L * 2 * (3 * 10 + 5 * (18 + 8 + 8)));
    TrainingMemory kept = tiny(ADAPTERS, Recomputation.NONE, Kind.F32);
    assertEquals(expected, kept.bytes());
    assertEquals(20_624, kept.total());
    TrainingMemory recomputed = kept.recomputing(Recomputation.BY_BLOCK);
    expected.put(Part.ACTIVATIONS, 4L * 2 * (5 * (4 * 4 + 72) + 2 * 11));
    assertEquals(expected, recomputed.bytes());
  }

  /// The state of 4 numbers and P_φ's 11 are taken off, then what one block keeps is left.
  private static long ofBlock(Learning learning, Kind kind) {
    TrainingMemory memory = tiny(learning, Recomputation.NONE, kind);
    long activations = memory.bytes(Part.ACTIVATIONS) / 2;
    return (activations - kind.bytes() * (2 * 11 + 5 * 4)) / (5 * 3);
  }

  /// What a recipe trains decides which inputs are kept: 44 numbers always; 8 normalised and 14
  /// inputs of linears where all is trained; 30 inputs of modules with a byte of mask each where
  /// dropout is on. In BF16, norms and sums of scores stay F32: 10 of the 44, and the 8.
  @Test
  void countsWhatABlockKeepsByWhatIsTrained() {
    assertEquals(4 * 44, ofBlock(new Learning.ProjectorAlone(), Kind.F32));
    assertEquals(4 * (44 + 8 + 14), ofBlock(new Learning.Everything(), Kind.F32));
    assertEquals(4 * (44 + 14 + 14), ofBlock(ADAPTERS, Kind.F32));
    Learning dropping = new Learning.Adapters(new LoraSettings(2, 4, .5, false));
    assertEquals(4 * (44 + 30 + 14) + 30, ofBlock(dropping, Kind.F32));
    assertEquals(4 * 10 + 2 * 34, ofBlock(new Learning.ProjectorAlone(), Kind.BF16));
    assertEquals(4 * 18 + 2 * (34 + 14), ofBlock(new Learning.Everything(), Kind.BF16));
  }

  @Test
  void keepsMastersMomentsAndSumsInF32OfWhatIsTrainedInAnotherType() {
    Map<Part, Long> bytes = tiny(ADAPTERS, Recomputation.NONE, Kind.BF16).bytes();
    assertEquals(2 * 468, bytes.get(Part.LANGUAGE_MODEL));
    assertEquals(4 * (36 + 348), bytes.get(Part.MASTER_WEIGHTS));
    assertEquals((2 + 4) * (36 + 348), bytes.get(Part.GRADIENTS));
    assertEquals(2 * 4 * (36 + 348), bytes.get(Part.MOMENTS));
  }

  @Test
  void countsTheNumbersThatTheModelsClassesAskFor() {
    LoraSettings lora = new LoraSettings(3, 6, 0, false);
    Weights weights = Weights.from(FreshWeights.seeded(with.torch(), 1));
    AlignmentProjector projector = new AlignmentProjector(16, 24, 8, weights);
    try (Parameters alignment = weights.collected();
        VisionLanguageModel model =
            new VisionLanguageModel(
                with.torch(),
                TinyNetwork.settings(),
                FreshWeights.seeded(with.torch(), 2),
                ModelVariant.adapted(FreshAdapters.seeded(with.torch(), lora, 3)))) {
      Student student =
          new Student(TinyNetwork.language(), model.encoderParameters().elements(), 16, 4);
      Map<Part, Long> bytes =
          new TrainingMemory(
                  student,
                  Optional.of(new Teacher(7, 8, 24)),
                  new Learning.Adapters(lora),
                  new Step(1, 1, 9, Recomputation.NONE),
                  Kind.F32)
              .bytes();
      assertEquals(4 * model.languageParameters().elements(), bytes.get(Part.LANGUAGE_MODEL));
      assertEquals(4 * model.projectorParameters().elements(), bytes.get(Part.PROJECTOR));
      assertEquals(4 * model.adapterParameters().elements(), bytes.get(Part.ADAPTERS));
      assertEquals(4 * alignment.elements(), bytes.get(Part.ALIGNMENT_PROJECTOR), "" + projector);
    }
  }

  /// LLaVA-1.5-7B with adapters of rank 128, aligned with DINOv2-B: the table of
  /// docs/checkpoints.md.
  private static TrainingMemory llava(Recomputation recomputation, Kind kind) throws IOException {
    LanguageModelSettings language =
        DirectoryKind.open(Golden.directory("published/llava-1.5-7b-hf")).languageModel();
    return new TrainingMemory(
        new Student(language, 303_507_456, 1024, 576),
        Optional.of(new Teacher(86_580_480, 768, 2048)),
        new Learning.Adapters(new LoraSettings(128, 256, .05, false)),
        new Step(128, 8, 2048, recomputation),
        kind);
  }

  @Test
  void knowsTheSizeOfAPublishedModel() throws IOException {
    Map<Part, Long> bytes = llava(Recomputation.NONE, Kind.F32).bytes();
    assertEquals(4 * 6_738_939_904L, bytes.get(Part.LANGUAGE_MODEL));
    assertEquals(4 * 20_979_712L, bytes.get(Part.PROJECTOR));
    assertEquals(4 * 319_815_680L, bytes.get(Part.ADAPTERS));
    assertEquals(4 * 14_160_640L, bytes.get(Part.ALIGNMENT_PROJECTOR));
  }

  @Test
  void recomputesBlocksInAFractionOfTheActivations() throws IOException {
    long kept = llava(Recomputation.NONE, Kind.F32).bytes(Part.ACTIVATIONS);
    long recomputed = llava(Recomputation.BY_BLOCK, Kind.F32).bytes(Part.ACTIVATIONS);
    assertTrue(recomputed < .1 * kept, recomputed + " of " + kept);
  }

  @Test
  void findsTheLargestMicroBatchThatFits() {
    TrainingMemory needs = tiny(ADAPTERS, Recomputation.NONE, Kind.F32);
    long ofThree = needs.total() + (8976 + 1600) / 2;
    assertEquals(OptionalInt.of(2), TrainingMemory.microBatch(needs, needs.total()));
    assertEquals(OptionalInt.of(1), TrainingMemory.microBatch(needs, needs.total() - 1));
    assertEquals(OptionalInt.of(3), TrainingMemory.microBatch(needs, ofThree));
    assertEquals(OptionalInt.empty(), TrainingMemory.microBatch(needs, 10_000));
    assertEquals(OptionalInt.of(4), TrainingMemory.microBatch(needs, 1 << 20));
  }

  @Test
  void keepsASumOfEachShardAndOneOfTheStep() {
    TrainingMemory one = tiny(ADAPTERS, Recomputation.NONE, Kind.F32);
    long gradients = 4L * (36 + 348);
    assertEquals(gradients, one.inPassesOf(4).bytes(Part.GRADIENTS));
    assertEquals(2 * gradients, one.bytes(Part.GRADIENTS));
    assertEquals(2 * gradients, inShards(one, 2, 2).bytes(Part.GRADIENTS));
    assertEquals(3 * gradients, inShards(one, 2, 1).bytes(Part.GRADIENTS));
    assertEquals(OptionalInt.of(2), TrainingMemory.microBatch(inShards(one, 2, 1), 1 << 20));
  }

  private static TrainingMemory inShards(TrainingMemory of, int shards, int microBatch) {
    Step step = new Step(4, shards, microBatch, 5, Packing.CHAINED, Recomputation.NONE);
    return new TrainingMemory(of.student(), of.teacher(), of.learning(), step, of.weights());
  }

  /// Two heads keep five scores of each of five tokens in three blocks.
  @Test
  void keepsTheScoresOfAttentionUnderAMask() {
    TrainingMemory chained = tiny(ADAPTERS, Recomputation.NONE, Kind.F32);
    Step step = new Step(4, 1, 2, 5, Packing.ISOLATED, Recomputation.NONE);
    TrainingMemory isolated =
        new TrainingMemory(
            chained.student(), chained.teacher(), chained.learning(), step, Kind.F32);
    long more = isolated.bytes(Part.ACTIVATIONS) - chained.bytes(Part.ACTIVATIONS);
    assertEquals(4L * 2 * 3 * 5 * 2 * 5, more);
  }

  @Test
  void readsTheShapeOfAPublishedModelWithoutItsWeights() throws IOException {
    long before = with.torch().living();
    DirectoryKind llava = DirectoryKind.open(Golden.directory("published/llava-1.5-7b-hf"));
    Student student = Student.of(with.torch(), llava);
    assertEquals(303_507_456, student.encoder());
    assertEquals(1024, student.featureWidth());
    assertEquals(576, student.visualTokens());
    assertEquals(before, with.torch().living());
  }

  @Test
  void refusesAStepThatCannotBe() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new Step(4, 5, 9, Recomputation.NONE));
    assertEquals("microBatch=5, expected 1 to 4", refused.getMessage());
    Student student = new Student(TinyNetwork.language(), 1, 16, 4);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new TrainingMemory(
                student,
                Optional.empty(),
                ADAPTERS,
                new Step(1, 1, 4, Recomputation.NONE),
                Kind.F32));
    Student reader = new Student(TinyNetwork.language(), 0, 0, 0);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new TrainingMemory(
                reader,
                Optional.empty(),
                new Learning.ProjectorAlone(),
                new Step(1, 1, 4, Recomputation.NONE),
                Kind.F32));
  }
}
