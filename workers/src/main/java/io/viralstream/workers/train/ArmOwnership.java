package io.viralstream.workers.train;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.CheckpointStore;
import io.viralstream.models.checkpoint.StoredCheckpoint;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.schemas.DeadLetters;
import io.viralstream.schemas.FatalErrors;
import io.viralstream.schemas.Resent;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.OpenEnd;
import io.viralstream.schemas.avro.Step;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.schemas.serde.RegistryUnavailableException;
import io.viralstream.workers.kafka.CommittedLog;
import io.viralstream.workers.train.SampleRejected.Rejection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The time in which this worker is its arm's only trainer.
///
/// It begins by fencing the predecessor and taking up the newest committed checkpoint, in this
/// order; whatever it did since its own last checkpoint is lost with it and done again, to the same
/// bits, by the next owner.
final class ArmOwnership implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ArmOwnership.class);
  private static final long LETTERS_ON_HEAP = 4 << 20;

  /// More would hardly fit the time that a transaction has.
  private static final long LETTERS_IN_ALL = 64 << 20;

  private final TrainParts parts;
  private final ArmSettings arm;
  private final TransactionalOutput output;
  private final CheckpointStore store;
  private final ArmHistory history;
  private final Learner learner;
  private final Training training;
  private final CrashJournal journal;
  private final HeldLetters deadLetters;

  /// Records of the batch that is gathered: any of them may be found out yet.
  private final List<ConsumerRecord<byte[], byte[]>> inHand = new ArrayList<>();

  /// Still true when it is closed: what was begun has failed by itself and counts as died in.
  private boolean working;

  private ArmOwnership(
      TrainParts parts,
      TransactionalOutput output,
      ArmHistory history,
      Learner learner,
      CrashJournal journal) {
    this.parts = parts;
    this.arm = parts.arm();
    this.output = output;
    this.history = history;
    this.learner = learner;
    this.journal = journal;
    this.store = new CheckpointStore(parts.checkpoints(), arm.name());
    this.deadLetters = new HeldLetters(store.attempts(), LETTERS_ON_HEAP);
    this.training = training();
  }

  private Training training() {
    PoisonTrials trials = new PoisonTrials(journal);
    if (history.newest().isEmpty()) {
      return Training.fresh(arm, learner, parts.preparation(), trials, parts.clock());
    }
    Checkpoint last = history.newest().get();
    return Training.resumed(last, arm, learner, parts.preparation(), trials, parts.clock());
  }

  /// @throws ArmRefused where the arm is known with other settings, its newest checkpoint is
  ///   damaged or gone, or its checkpoints have no room
  static ArmOwnership begin(TrainParts asked) throws IOException {
    String arm = asked.arm().name();
    TransactionalOutput output = new TransactionalOutput(asked.clients(), asked.serdes(), arm);
    ArmOwnership ownership;
    try {
      ArmHistory history = ArmHistory.read(new CommittedLog(asked.clients()), asked.serdes(), arm);
      TrainParts parts = asked.decided(history.newest());
      CrashJournal journal =
          CrashJournal.in(new CheckpointStore(parts.checkpoints(), arm).attempts());
      Learner learner = learner(parts, history.newest());
      ownership = new ArmOwnership(parts, output, history, learner, journal);
    } catch (IOException | RuntimeException failure) {
      output.close();
      throw failure;
    }
    try {
      ownership.start();
      return ownership;
    } catch (IOException | RuntimeException failure) {
      ownership.close();
      throw failure;
    }
  }

  private static Learner learner(TrainParts parts, Optional<Checkpoint> newest) throws IOException {
    if (newest.isEmpty()) return parts.learners().fresh();
    Checkpoint last = newest.get();
    if (last.getSettings().isEmpty()) {
      throw new ArmRefused(
          String.format(
              Locale.ROOT,
              "arm %s: %s of this name is served and not trained. Train under another name.",
              parts.arm().name(),
              last.getModelVersion()));
    }
    if (!last.getSettingsHash().equals(parts.arm().hash())) {
      throw new ArmRefused(
          "arm "
              + parts.arm().name()
              + " is known with "
              + String.join("; ", parts.arm().differencesFrom(last.getSettings()))
              + ". Start it with the settings it has, or train under another name.");
    }
    try {
      return parts.learners().resumed(CheckpointStore.verified(last.getUri(), last.getSha256()));
    } catch (CheckpointRejected damaged) {
      throw new ArmRefused(
          "arm "
              + parts.arm().name()
              + " cannot go on from "
              + last.getModelVersion()
              + ", its newest version: "
              + damaged.getMessage()
              + ". Restore the folder as it was published, or train under another name.",
          damaged);
    }
  }

  private void start() throws IOException {
    journal.forgetBefore(training.nextOffset());
    tidy();
    if (history.newest().isPresent()) {
      requireRoom(CheckpointStore.directory(history.newest().get().getUri()));
    } else {
      publish();
    }
    LOG.info("arm owned arm={} step={} nextOffset={}", arm.name(), training.step(), nextOffset());
    tellFinished();
  }

  /// Deletes what nobody needs any more; evaluations are asked for only where there is such.
  private void tidy() throws IOException {
    store.deleteResumedBut(history.directoriesToResume());
    Set<Path> kept = history.directoriesOfTheNewest(parts.retained());
    if (!store.hasOtherThan(kept)) return;
    try {
      CommittedLog log = new CommittedLog(parts.clients());
      kept.addAll(history.directoriesOf(OpenEvaluations.read(log, parts.serdes()).versions()));
      store.deleteAllBut(kept);
    } catch (KafkaException away) {
      FatalErrors.throwFrom(away);
      LOG.warn("checkpoints kept arm={} reason=\"{}\"", arm.name(), away.toString());
    }
  }

  /// Where to read on in `train-tasks`.
  long nextOffset() {
    return training.nextOffset();
  }

  /// Steps made.
  long step() {
    return training.step();
  }

  /// Samples learnt in them.
  long samples() {
    return training.samples();
  }

  /// Steps until the next checkpoint, where no feed ends before.
  long stepsToCheckpoint() {
    return training.stepsToCheckpoint();
  }

  /// Samples of the largest pass, where a step is cut into passes by memory.
  OptionalInt microBatch() {
    return learner.microBatch();
  }

  /// Whether the arm has made all its steps: no record may be taken then.
  boolean isFinished() {
    return training.isFinished();
  }

  /// Takes the next record and publishes a checkpoint where one is due.
  void take(ConsumerRecord<byte[], byte[]> record) throws IOException {
    if (isForAnotherArm(record)) {
      training.skip(record.offset());
      return;
    }
    working = true;
    try {
      inHand.add(record);
      for (Rejection found : rejections(record)) reject(found);
      inHand.removeIf(each -> !training.isWaiting(each.offset()));
      if (training.checkpointDue() || tooManyLettersWait()) publish();
    } catch (KafkaException | IOException away) {
      working = false; // no sample is to blame for a broker or a disk
      throw away;
    } catch (RuntimeException | Error failure) {
      // Nor for the memory of this machine, which ends the process or the arm.
      boolean fatal = FatalErrors.in(failure).isPresent();
      if (fatal || failure instanceof OutOfMemoryError || failure instanceof ArmRefused) {
        working = false;
      }
      throw failure;
    }
    working = false;
  }

  private List<Rejection> rejections(ConsumerRecord<byte[], byte[]> record) throws IOException {
    TrainTask task;
    try {
      task = parts.serdes().of(Topics.TRAIN_TASKS).toRecord(record.value());
    } catch (RegistryUnavailableException away) {
      throw away;
    } catch (SerializationException bad) {
      training.skip(record.offset());
      return List.of(
          new Rejection(record.offset(), Category.UNDECODABLE, String.valueOf(bad.getMessage())));
    }
    return training.take(record.offset(), task);
  }

  /// A dead letter that was sent again is trained by the arm that had to leave it out, and by no
  /// other.
  private boolean isForAnotherArm(ConsumerRecord<byte[], byte[]> record) {
    return Resent.of(record.headers())
        .filter(letter -> letter.isForAnotherArmThan(arm.name()))
        .isPresent();
  }

  /// The last version is repeated for them, as at an end; a step that is not published waits.
  private boolean tooManyLettersWait() {
    return deadLetters.bytes() > LETTERS_IN_ALL
        && training.isBetweenSteps()
        && training.unpublished().isEmpty();
  }

  private void tellFinished() {
    if (!isFinished()) return;
    LOG.info(
        "arm finished arm={} step={} nextOffset={}", arm.name(), training.step(), nextOffset());
  }

  private void reject(Rejection found) throws IOException {
    LOG.warn(
        "sample rejected arm={} offset={} category={} reason=\"{}\"",
        arm.name(),
        found.offset(),
        found.category(),
        found.reason());
    deadLetters.add(
        DeadLetters.of(
            Step.TRAIN,
            Optional.of(arm.name()),
            found.category(),
            found.reason(),
            inHand(found.offset()),
            parts.clock().instant()));
  }

  private ConsumerRecord<byte[], byte[]> inHand(long offset) {
    return inHand.stream().filter(record -> record.offset() == offset).findFirst().orElseThrow();
  }

  private void publish() throws IOException {
    Checkpoint checkpoint = checkpoint();
    output.publish(training.unpublished(), deadLetters, checkpoint);
    training.published();
    tellFinished();
    journal.forgetBefore(training.nextOffset());
    deadLetters.clear();
    history.add(checkpoint);
    tidy();
    LOG.info(
        "checkpoint published version={} samples={} nextOffset={} repeated={}",
        checkpoint.getModelVersion(),
        checkpoint.getSamples(),
        checkpoint.getNextOffset(),
        checkpoint.getRepeated());
  }

  /// Without a step since the last one, that one's weights under new offsets.
  private Checkpoint checkpoint() throws IOException {
    Optional<Checkpoint> last = history.newest();
    if (last.isPresent() && training.unpublished().isEmpty()) {
      return covering(Checkpoint.newBuilder(last.get()).setRepeated(true));
    }
    StoredCheckpoint stored = store.write(training.step(), this::writeFiles);
    if (last.isEmpty()) requireRoom(stored.directory());
    return covering(
        Checkpoint.newBuilder()
            .setModelVersion(stored.version())
            .setArm(arm.name())
            .setStep(training.step())
            .setUri(stored.uri())
            .setSha256(stored.sha256())
            .setParent(last.map(Checkpoint::getModelVersion).orElse(null))
            .setRepeated(false)
            .setSettings(arm.canonical())
            .setSettingsHash(arm.hash()));
  }

  /// Before anything is published. Arms of models that a recipe does not train are small.
  private void requireRoom(Path version) throws IOException {
    if (arm.recipe().recipe() == Recipe.Parts.FULL) return;
    parts.room().require(arm.name(), version, parts.retained());
  }

  private Checkpoint covering(Checkpoint.Builder checkpoint) {
    return checkpoint
        .setNextOffset(training.nextOffset())
        .setOpenEnds(training.ends().open())
        .setCompletedEnds(training.ends().completed())
        .setSamples(training.samples())
        .setDecay(training.decay().begun().orElse(null))
        .setAt(parts.clock().instant())
        .build();
  }

  private void writeFiles(Path directory) throws IOException {
    learner.writeTo(directory);
    Map<String, List<Integer>> open = new LinkedHashMap<>();
    for (OpenEnd end : training.ends().open()) open.put(end.getId(), end.getSeen());
    StrictJson.write(
        directory.resolve(TrainingFile.NAME),
        new TrainingFile(
            training.step(),
            training.samples(),
            training.nextOffset(),
            open,
            training.ends().completed(),
            arm.alignment().seed(),
            arm.canonical(),
            training.decay().values()));
  }

  @Override
  public void close() {
    if (!working) withdraw();
    closeLetters();
    output.close();
    learner.close();
  }

  private void closeLetters() {
    try {
      deadLetters.close();
    } catch (IOException failure) {
      LOG.warn("letters closed badly arm={} reason=\"{}\"", arm.name(), failure.toString());
    }
  }

  private void withdraw() {
    try {
      journal.withdraw();
    } catch (IOException failure) {
      LOG.warn("attempt left standing arm={} reason=\"{}\"", arm.name(), failure.toString());
    }
  }
}
