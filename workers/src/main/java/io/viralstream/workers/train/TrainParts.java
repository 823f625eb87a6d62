package io.viralstream.workers.train;

import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.kafka.KafkaClients;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/// What a train worker is put together from.
///
/// @param learners makes the arm's learner
/// @param preparation for the same model as the learner's
/// @param checkpoints root folder of all arms' checkpoints
/// @param retained newest versions whose directories are kept, besides step 0
/// @param room that an arm with a recipe must have for them
public record TrainParts(
    KafkaClients clients,
    TopicSerdes serdes,
    ArmSettings arm,
    Learner.Source learners,
    SamplePreparation preparation,
    Path checkpoints,
    int retained,
    CheckpointRoom room,
    Clock clock) {
  public TrainParts {
    if (retained < 1) throw new IllegalArgumentException("retained=" + retained + ", at least 1");
  }

  /// The same for the arm with the type of weights that it is known with, or begins with.
  ///
  /// @param newest of the arm's checkpoints
  TrainParts decided(Optional<Checkpoint> newest) {
    Optional<String> known = newest.map(Checkpoint::getSettings).filter(text -> !text.isEmpty());
    ArmSettings decided = arm.decided(known, learners.usualWeights());
    return new TrainParts(
        clients,
        serdes,
        decided,
        learners.of(decided),
        preparation,
        checkpoints,
        retained,
        room,
        clock);
  }
}
