package io.viralstream.workers.train;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.learn.Accumulation;
import io.viralstream.models.learn.StepSettings.Recomputation;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.tensor.MemoryExhausted;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tuning.TrainingMemory;
import io.viralstream.models.tuning.TrainingMemory.Learning;
import io.viralstream.models.tuning.TrainingMemory.Part;
import io.viralstream.models.tuning.TrainingMemory.Step;
import io.viralstream.models.tuning.TrainingMemory.Student;
import io.viralstream.models.tuning.TrainingMemory.Teacher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What memory an arm with a recipe needs to train, and the micro-batch that follows from it
/// (docs/method.md §10.4).
///
/// An arm that names no micro-batch gets one when it first starts, by the memory that is there. Its
/// checkpoints keep the number, as another would give other last bits. Arms that were known before
/// such a number was kept have none, and go on with all samples of a shard in one pass.
final class ArmMemory {
  private static final Logger LOG = LoggerFactory.getLogger(ArmMemory.class);
  private static final int SHOWN_PARTS = 3;
  private static final long MEBIBYTE = 1L << 20;

  /// The micro-batch that was computed, in the part of a checkpoint that resuming needs.
  private record MicroBatchFile(int microBatch) {
    private static final String NAME = "micro_batch.json";
  }

  private final ArmSettings arm;
  private final MemoryRoom room;
  private final TrainingMemory needs;
  private final OptionalInt computed;

  private ArmMemory(ArmSettings arm, MemoryRoom room, TrainingMemory needs, OptionalInt computed) {
    this.arm = arm;
    this.room = room;
    this.needs = needs;
    this.computed = computed;
  }

  /// At an arm's first start, before anything is loaded.
  ///
  /// @param needs with the micro-batch that it names, if it does
  /// @throws ArmRefused with what is needed and what is there, where the room is missing
  static ArmMemory fresh(ArmSettings arm, MemoryRoom room, TrainingMemory needs) {
    if (arm.recipe().division().microBatch() > 0) return named(arm, room, needs);
    OptionalLong available = room.available(needs);
    if (available.isEmpty()) throw unknownRoom(arm, room);
    OptionalInt chosen = MemoryRoom.microBatch(needs, available.getAsLong());
    if (chosen.isEmpty()) throw noRoom(arm, room, needs.inPassesOf(1));
    return new ArmMemory(arm, room, needs.inPassesOf(chosen.getAsInt()), chosen);
  }

  /// Where a checkpoint left the arm, before anything is loaded.
  ///
  /// @param needs with the micro-batch that it names, if it does
  /// @param resume the part that resuming needs
  /// @throws ArmRefused with what is needed and what is there, where the room is missing
  static ArmMemory resumed(ArmSettings arm, MemoryRoom room, TrainingMemory needs, Path resume)
      throws IOException {
    if (arm.recipe().division().microBatch() > 0) return named(arm, room, needs);
    Path file = resume.resolve(MicroBatchFile.NAME);
    if (!Files.exists(file)) return new ArmMemory(arm, room, needs, OptionalInt.empty());
    int kept = StrictJson.read(file, MicroBatchFile.class).microBatch();
    if (kept < 1 || kept > needs.step().shard()) {
      throw new CheckpointRejected(
          String.format(
              Locale.ROOT,
              "%s: microBatch=%d, expected 1 to %d",
              MicroBatchFile.NAME,
              kept,
              needs.step().shard()));
    }
    ArmMemory memory = new ArmMemory(arm, room, needs.inPassesOf(kept), OptionalInt.of(kept));
    memory.requireRoom("Its micro-batch is kept and does not change");
    return memory;
  }

  private static ArmMemory named(ArmSettings arm, MemoryRoom room, TrainingMemory needs) {
    ArmMemory memory = new ArmMemory(arm, room, needs, OptionalInt.empty());
    memory.requireRoom("Its micro-batch is as it was named");
    return memory;
  }

  /// With the micro-batch that the arm names, else with all samples of a shard in one pass.
  ///
  /// @param model the base's directory, wherever it lies now
  /// @throws CheckpointRejected naming file and key
  static TrainingMemory needs(
      Torch torch, DirectoryKind model, TrainableModel base, ArmSettings arm) throws IOException {
    Student student = Student.of(torch, model);
    Recipe recipe = arm.recipe();
    Recipe.Division division = recipe.division();
    int shard = Math.ceilDiv(arm.cadence().batch(), division.shards());
    int named = division.microBatch();
    Step step =
        new Step(
            arm.cadence().batch(),
            division.shards(),
            named == 0 ? shard : Math.min(named, shard),
            base.limits(recipe.form()).context(),
            recipe.form().packing(),
            division.recomputation());
    return new TrainingMemory(
        student,
        teacher(torch, base, arm, student),
        learning(recipe),
        step,
        torch.numerics().weights());
  }

  private static Learning learning(Recipe recipe) {
    return switch (recipe.recipe()) {
      case FULL, FINETUNE -> new Learning.Everything();
      case STAGE1 -> new Learning.ProjectorAlone();
      case STAGE2 -> new Learning.Adapters(recipe.lora().settings().orElseThrow());
    };
  }

  private static Optional<Teacher> teacher(
      Torch torch, TrainableModel base, ArmSettings arm, Student student) throws IOException {
    int hidden = arm.alignment().alignmentWidth();
    return switch (arm.alignment().teaching()) {
      case NONE -> Optional.empty();
      case SELF, TEACHER -> Optional.of(new Teacher(0, student.featureWidth(), hidden));
      case NAMED ->
          Optional.of(Teacher.of(torch, base.teacher().orElseThrow().directory(), hidden));
    };
  }

  private void requireRoom(String why) {
    OptionalLong available = room.available(needs);
    if (available.isEmpty() || needs.total() <= available.getAsLong()) return;
    throw new ArmRefused(
        String.format(
            Locale.ROOT,
            "%s. %s: free memory there, start it where there is as much, or train another arm with"
                + " %s.",
            shortage(arm, room, needs),
            why,
            smaller(needs)));
  }

  private static ArmRefused unknownRoom(ArmSettings arm, MemoryRoom room) {
    return new ArmRefused(
        "arm "
            + arm.name()
            + ": "
            + room.device()
            + " does not tell its free memory, so that no micro-batch can be chosen. Name one with"
            + " microbatch=.");
  }

  private static ArmRefused noRoom(ArmSettings arm, MemoryRoom room, TrainingMemory needs) {
    return new ArmRefused(
        String.format(
            Locale.ROOT,
            "%s, of which a tenth stays in reserve. %sA shorter length= or a smaller rank= needs less,"
                + " or start the arm where there is more.",
            shortage(arm, room, needs),
            recomputed(needs)));
  }

  private static String recomputed(TrainingMemory needs) {
    if (needs.step().recomputation() == Recomputation.BY_BLOCK) return "";
    long bytes = needs.recomputing(Recomputation.BY_BLOCK).total();
    return String.format(Locale.ROOT, "recompute=by_block needs %,d MiB. ", mebibytes(bytes));
  }

  private static String shortage(ArmSettings arm, MemoryRoom room, TrainingMemory needs) {
    return String.format(
        Locale.ROOT,
        "arm %s needs %s, and %,d MiB of %s are there for it",
        arm.name(),
        text(needs),
        room.available(needs).orElseThrow() / MEBIBYTE,
        room.device());
  }

  /// `41,234 MiB to train with passes of 2 samples (activations 30,000 MiB, …)`.
  private static String text(TrainingMemory needs) {
    String largest =
        needs.bytes().entrySet().stream()
            .sorted(Map.Entry.<Part, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(SHOWN_PARTS)
            .map(ArmMemory::text)
            .collect(Collectors.joining(", "));
    int samples = needs.step().microBatch();
    return String.format(
        Locale.ROOT,
        "%,d MiB to train with passes of %,d %s (%s, …)",
        mebibytes(needs.total()),
        samples,
        samples == 1 ? "sample" : "samples",
        largest);
  }

  private static String text(Map.Entry<Part, Long> part) {
    String name = part.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return String.format(Locale.ROOT, "%s %,d MiB", name, mebibytes(part.getValue()));
  }

  private static String smaller(TrainingMemory needs) {
    String fewer = needs.step().microBatch() > 1 ? "a smaller microbatch=" : "a shorter length=";
    return needs.step().recomputation() == Recomputation.NONE
        ? fewer + " or recompute=by_block"
        : fewer;
  }

  private static long mebibytes(long bytes) {
    return Math.ceilDiv(bytes, MEBIBYTE);
  }

  /// Says on which micro-batch the arm trains.
  void log() {
    LOG.info(
        "micro-batch taken arm={} microBatch={} batch={} needed={}MiB available={}MiB",
        arm.name(),
        microBatch(),
        arm.cadence().batch(),
        mebibytes(needs.total()),
        room.available(needs).orElse(0) / MEBIBYTE);
  }

  /// Samples of the largest pass.
  int microBatch() {
    return needs.step().microBatch();
  }

  /// Into which parts a step is cut.
  Accumulation accumulation() {
    Recipe.Division division = arm.recipe().division();
    return new Accumulation(division.shards(), computed.orElse(division.microBatch()));
  }

  /// Writes the micro-batch where it was computed; one that the arm names stands in its settings.
  ///
  /// @param resume the part of a checkpoint that resuming needs
  void writeTo(Path resume) throws IOException {
    if (computed.isEmpty()) return;
    StrictJson.write(resume.resolve(MicroBatchFile.NAME), new MicroBatchFile(computed.getAsInt()));
  }

  /// The arm, whose engine found no memory: another micro-batch would give other bits, and no
  /// sample is to blame.
  ArmRefused exhausted(MemoryExhausted found) {
    return new ArmRefused(
        String.format(
            Locale.ROOT,
            "arm %s ran out of memory on %s: %s. By its shapes it needs %s. It changes nothing by"
                + " itself, and goes on from its newest version when it is started with more memory"
                + " free; or train another arm with %s.",
            arm.name(),
            room.device(),
            found.getMessage(),
            text(needs),
            smaller(needs)),
        found);
  }
}
