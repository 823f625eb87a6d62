package io.viralstream.workers.train;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.TrainStep;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.workers.kafka.FakeKafka;
import io.viralstream.workers.train.FakeLearner.Killed;
import io.viralstream.workers.train.MortalLearner.Death;
import io.viralstream.workers.train.MortalLearner.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/// An arm on a log of tasks whose owners are killed one after another.
///
/// What an owner leaves is what a killed process leaves: it is never closed, so its files and the
/// notes of what it had begun stay. Its memory alone is given back.
final class KilledArm {
  /// What opens and feeds the arm.
  record Opening(ArmSettings arm, Learner.Source learners, SamplePreparation preparation) {}

  private final Opening opening;
  private final Path folder;
  private final FakeKafka kafka = new FakeKafka();
  private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
  private final List<MortalLearner> opened = new ArrayList<>();

  /// @param folder for its checkpoints
  KilledArm(Opening opening, List<TrainTask> tasks, Path folder) {
    this.opening = opening;
    this.folder = folder;
    for (TrainTask task : tasks) log.add(kafka.append(Topics.TRAIN_TASKS, task));
  }

  /// A new owner takes the arm up from its last published checkpoint, and dies, or makes all steps.
  ///
  /// @return whether it died
  boolean dies(Death death) throws IOException {
    ArmOwnership owner = ArmOwnership.begin(parts(death));
    MortalLearner learner = opened.getLast();
    try {
      if (trains(owner, learner, death)) {
        owner.close();
        return false;
      }
    } catch (Killed | KafkaException killed) {
      // as it was told to be
    } finally {
      kafka.settle();
    }
    learner.close();
    return true;
  }

  /// Whether it has made all its steps.
  private boolean trains(ArmOwnership owner, MortalLearner learner, Death death)
      throws IOException {
    long published = kafka.producer().commitCount();
    for (long at = owner.nextOffset(); !owner.isFinished(); at++) {
      long before = learner.step();
      if (death.comes(Place.BEFORE_COMMIT, before)) {
        kafka.producer().commitTransactionException = new KafkaException("killed");
      }
      owner.take(log.get(Math.toIntExact(at)));
      boolean waits = learner.step() == before;
      if (waits && death.comes(Place.IN_BATCH, before)) return false;
      boolean committed = kafka.producer().commitCount() > published;
      if (committed && death.comes(Place.AFTER_COMMIT, before)) return false;
    }
    return true;
  }

  private TrainParts parts(Death death) {
    return new TrainParts(
        kafka,
        kafka.serdes(),
        opening.arm(),
        mortal(death),
        opening.preparation(),
        folder,
        2,
        CheckpointRoom.ofDisk(),
        FakeArm.CLOCK);
  }

  private Learner.Source mortal(Death death) {
    return new Learner.Source() {
      @Override
      public Learner fresh() throws IOException {
        return opened(opening.learners().fresh());
      }

      @Override
      public Learner resumed(Path checkpoint) throws IOException {
        return opened(opening.learners().resumed(checkpoint));
      }

      private Learner opened(Learner inner) {
        opened.add(new MortalLearner(inner, death));
        return opened.getLast();
      }
    };
  }

  /// Every loss, rate and norm that was published.
  List<TrainStep> steps() {
    return kafka.records(Topics.TRAIN_STEPS);
  }

  /// Every checkpoint that was published, but for where it lies. Its hash is that of all weights
  /// and moments, and of the part of the stream that they have seen.
  List<Checkpoint> checkpoints() {
    return kafka.records(Topics.CHECKPOINTS).stream()
        .map(each -> Checkpoint.newBuilder(each).setUri("").build())
        .toList();
  }

  /// How many samples owners have tried alone, since two before them had died in one step.
  int rehearsals() {
    return opened.stream().mapToInt(MortalLearner::rehearsals).sum();
  }

  List<String> letters() {
    return kafka.records(Topics.DEAD_LETTERS).stream().map(DeadLetter::getId).toList();
  }
}
