package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.align.AlignmentSettings.Projectors;
import io.viralstream.models.learn.StepSettings.Recomputation;
import io.viralstream.models.model.ResidualKind;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.TrainStep;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.schemas.avro.Turn;
import io.viralstream.workers.train.KilledArm.Opening;
import io.viralstream.workers.train.MortalLearner.Death;
import io.viralstream.workers.train.MortalLearner.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Two hundred steps of every recipe on tiny models, once without a kill and once with a kill at
/// every kind of place: all losses, rates, norms, weights and moments have the same bits.
class KilledRecipesTest {
  private static final int STEPS = 200;
  private static final int DECAY = 60;
  private static final Recipe.Extent TO_THE_LAST_STEP = new Recipe.Extent(STEPS, List.of());
  private static final Recipe.Extent WITHOUT_END = new Recipe.Extent(0, List.of());

  /// Which arm is killed; another one is another line, and its case in [#opening].
  private enum Trained {
    FULL,
    STAGE1,
    STAGE2_IN_PARTS,
    STAGE2_RESIDUAL,
    BASELINE,
    FINETUNE
  }

  @TempDir Path folder;
  private TinyRecipe published;
  private TinyFull own;

  @BeforeEach
  void open() throws IOException {
    published = TinyRecipe.in(folder);
    own = new TinyFull(published.torch(), published.pictures(), folder);
  }

  @AfterEach
  void close() {
    own.close();
    published.close();
  }

  @ParameterizedTest
  @EnumSource
  void learnsTheSameBitsHoweverOftenItIsKilled(Trained trained) throws Exception {
    Opening opening = opening(trained, TO_THE_LAST_STEP);
    int count = (STEPS + 10) * opening.arm().cadence().batch();
    List<TrainTask> tasks = samples(count);
    addEnd(tasks, count / 3 - 1, Tasks.end("e", 0, 2), Tasks.end("e", 1, 2));
    KilledArm whole = undisturbed(opening, tasks);
    assertEquals(STEPS, whole.steps().size());
    assertSameBits(whole, killed(opening, tasks, trained.ordinal()));
  }

  @ParameterizedTest
  @EnumSource(names = {"FULL", "STAGE2_RESIDUAL"})
  void letsItsRateFallByTheSameBitsHoweverOftenItIsKilled(Trained trained) throws Exception {
    Opening opening = opening(trained, WITHOUT_END);
    int batch = opening.arm().cadence().batch();
    List<TrainTask> tasks = samples((STEPS + 10) * batch);
    addEnd(
        tasks,
        (STEPS - DECAY) * batch - 1,
        Tasks.end("e", 0, 2, DECAY),
        Tasks.end("e", 1, 2, DECAY));
    KilledArm whole = undisturbed(opening, tasks);
    List<TrainStep> last =
        whole.steps().subList(whole.steps().size() - DECAY, whole.steps().size());
    assertEquals(2e-3, last.getFirst().getLearningRate());
    assertEquals(2e-3 * (1 - Math.sqrt(.5)), last.get(DECAY / 2).getLearningRate());
    assertSameBits(whole, killed(opening, tasks, 10 + trained.ordinal()));
  }

  private KilledArm undisturbed(Opening opening, List<TrainTask> tasks) throws IOException {
    KilledArm arm = new KilledArm(opening, tasks, folder.resolve("whole"));
    assertFalse(arm.dies(Death.NEVER));
    return arm;
  }

  private KilledArm killed(Opening opening, List<TrainTask> tasks, long seed) throws IOException {
    KilledArm arm = new KilledArm(opening, tasks, folder.resolve("killed"));
    for (Death death : deaths(seed)) assertTrue(arm.dies(death), death.toString());
    assertFalse(arm.dies(Death.NEVER));
    return arm;
  }

  /// One of each kind in random order, spread over all steps. Of two deaths in one step the third
  /// owner knows, and so tries each of its samples alone.
  private static List<Death> deaths(long seed) {
    Random random = new Random(seed);
    List<Place> places = new ArrayList<>(List.of(Place.values()));
    Collections.shuffle(places, random);
    int stretch = (STEPS - 20) / places.size();
    List<Death> deaths = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      long step = i * stretch + 1L + random.nextInt(stretch);
      deaths.add(new Death(places.get(i), step));
      if (places.get(i) == Place.BEFORE_STEP) deaths.add(new Death(Place.AFTER_STEP, step));
    }
    return deaths;
  }

  private static void assertSameBits(KilledArm expected, KilledArm killed) {
    for (int i = 0; i < expected.steps().size(); i++) {
      assertEquals(expected.steps().get(i), killed.steps().get(i));
    }
    assertEquals(expected.steps().size(), killed.steps().size());
    assertEquals(expected.checkpoints(), killed.checkpoints());
    assertEquals(expected.letters(), killed.letters());
    assertEquals(1, killed.letters().size(), "the sample whose picture is gone");
    assertTrue(killed.rehearsals() > 0, "the samples of a step that two died in");
  }

  /// Some without a picture, some of two turns, and one whose picture is gone.
  private List<TrainTask> samples(int count) {
    List<TrainTask> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) tasks.add(sample(i));
    tasks.set(33, Tasks.about("gone", new ImageRef("00", "kafka:images/0/7", 10)));
    return tasks;
  }

  private TrainTask sample(int i) {
    Turn first = new Turn("Is there a red circle?", i % 3 == 0 ? "yes" : "no");
    List<Turn> turns =
        i % 5 == 2
            ? List.of(first, new Turn("How many?", i % 2 == 0 ? "no" : "yes"))
            : List.of(first);
    if (i % 7 == 3) return Tasks.sample("s" + i, turns);
    return Tasks.about("s" + i, published.pictures().add(i % 4), 0, turns);
  }

  /// Its second marker comes three samples after the first, and closes a step that is not full.
  private static void addEnd(List<TrainTask> tasks, int at, TrainTask first, TrainTask second) {
    tasks.add(at, first);
    tasks.add(at + 4, second);
  }

  private Opening opening(Trained trained, Recipe.Extent extent) throws IOException {
    return switch (trained) {
      case FULL -> {
        ArmPlan plan = own.arm("viral").plan();
        ArmSettings arm = small(plan, 2).with(plan.recipe().with(extent)).on("base");
        yield new Opening(arm, own.source(arm), own.preparation());
      }
      case STAGE1 -> recipe(Recipe.Parts.STAGE1, "viral", 2, extent, plan -> plan);
      case STAGE2_IN_PARTS ->
          recipe(Recipe.Parts.STAGE2, "viral", 3, extent, KilledRecipesTest::inParts);
      case STAGE2_RESIDUAL ->
          recipe(Recipe.Parts.STAGE2, "viral", 2, extent, KilledRecipesTest::withResidual);
      case BASELINE -> recipe(Recipe.Parts.STAGE2, "baseline", 2, extent, plan -> plan);
      case FINETUNE -> recipe(Recipe.Parts.FINETUNE, "viral", 2, extent, plan -> plan);
    };
  }

  private Opening recipe(
      Recipe.Parts parts,
      String name,
      int batch,
      Recipe.Extent extent,
      UnaryOperator<ArmPlan> variant) {
    ArmSettings known = published.arm(parts, name);
    ArmPlan plan = variant.apply(small(known.plan(), batch));
    ArmSettings arm =
        new ArmSettings(
            plan.with(plan.recipe().with(extent)), known.baseModel(), known.teacherModel(), "");
    return new Opening(arm, published.source(arm), published.preparation(arm));
  }

  private static ArmPlan small(ArmPlan plan, int batch) {
    return plan.with(plan.optimization().withLearningRate(2e-3).withWarmUp(8))
        .with(new ArmPlan.Cadence(batch, 10));
  }

  /// Shards of two passes and of one, with the recipe's own dropout.
  private static ArmPlan inParts(ArmPlan plan) {
    return plan.with(plan.recipe().with(new Recipe.Division(2, 1, Recomputation.BY_BLOCK)));
  }

  /// Two layers, each with a P_π of its own, and equation (4) behind both.
  private static ArmPlan withResidual(ArmPlan plan) {
    ArmPlan.Variant variant =
        ArmPlan.Variant.STANDARD
            .withMoreLayers(List.of(2))
            .with(Projectors.EACH)
            .with(ResidualKind.FEATURES);
    return plan.with(plan.alignment().withLayer(1).with(variant));
  }
}
