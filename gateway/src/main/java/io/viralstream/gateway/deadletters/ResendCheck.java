package io.viralstream.gateway.deadletters;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.schemas.avro.Sample;
import io.viralstream.schemas.avro.Step;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.schemas.serde.RegistryUnavailableException;
import io.viralstream.schemas.serde.TopicSerdes;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/// Decides whether a dead letter can be sent again, and as which bytes.
///
/// What would certainly fail in the same way is refused here, where a person reads why. A picture
/// that stands at another place by now is the one thing that is changed: ids are content, and the
/// place is no part of it.
final class ResendCheck {

  /// Where pictures are now.
  @FunctionalInterface
  interface Pictures {
    /// The reference itself where its place holds the picture, another place that does, or nothing.
    Optional<ImageRef> find(ImageRef reference);
  }

  /// What key and headers may add to a value.
  private static final int OVERHEAD = 2_048;

  private final TopicSerdes serdes;
  private final Pictures pictures;

  ResendCheck(TopicSerdes serdes, Pictures pictures) {
    this.serdes = serdes;
    this.pictures = pictures;
  }

  ResendDecision of(DeadLetter letter) {
    return switch (StepInput.of(letter.getStep(), letter.getOrigin().getTopic())) {
      case StepInput.Closed(var why, var advice) -> refused(letter, why, advice);
      case StepInput.Log(var topic) -> into(topic, letter);
    };
  }

  private ResendDecision into(Topic<?> topic, DeadLetter letter) {
    if (letter.getValue().isEmpty())
      return refused(letter, Refusal.NO_BYTES, "the letter does not hold the record's bytes");
    byte[] value = bytes(letter.getValue().get());
    if (value.length + OVERHEAD > topic.maxRecordBytes())
      return refused(
          letter,
          Refusal.TOO_LARGE,
          topic.name() + " takes " + topic.maxRecordBytes() + " bytes, it has " + value.length);
    if (outgrew(letter))
      return refused(letter, Refusal.TOO_LARGE, "what the step makes of it does not fit a record");
    if (letter.getStep() == Step.TRAIN && letter.getArm().isEmpty())
      return refused(letter, Refusal.UNKNOWN_INPUT, "the letter does not name its arm");
    return decoded(topic, letter, value);
  }

  private ResendDecision decoded(Topic<?> topic, DeadLetter letter, byte[] value) {
    try {
      if (topic.equals(Topics.TRAIN_TASKS)) return trained(letter, value);
      if (topic.equals(Topics.INFER_TASKS)) return asked(letter, value);
      serdes.of(topic).toRecord(value);
      return new ResendDecision.Ready(letter, topic, value);
    } catch (RegistryUnavailableException away) {
      throw away;
    } catch (SerializationException broken) {
      return refused(
          letter,
          Refusal.STILL_UNDECODABLE,
          "the bytes are no record of " + topic.name() + ": " + broken.getMessage());
    }
  }

  private ResendDecision trained(DeadLetter letter, byte[] value) {
    TrainTask task = serdes.of(Topics.TRAIN_TASKS).toRecord(value);
    return seen(
        letter,
        Topics.TRAIN_TASKS,
        value,
        task.getSample().flatMap(Sample::getImage),
        place ->
            TrainTask.newBuilder(task)
                .setSample(
                    Sample.newBuilder(task.getSample().orElseThrow()).setImage(place).build())
                .build());
  }

  private ResendDecision asked(DeadLetter letter, byte[] value) {
    InferTask task = serdes.of(Topics.INFER_TASKS).toRecord(value);
    return seen(
        letter,
        Topics.INFER_TASKS,
        value,
        task.getImage(),
        place -> InferTask.newBuilder(task).setImage(place).build());
  }

  /// A record whose picture is where it says, or is made to say where it is.
  private <V extends SpecificRecord> ResendDecision seen(
      DeadLetter letter,
      Topic<V> topic,
      byte[] value,
      Optional<ImageRef> image,
      Function<ImageRef, V> moved) {
    if (image.isEmpty()) return new ResendDecision.Ready(letter, topic, value);
    Optional<ImageRef> found = pictures.find(image.get());
    if (found.isEmpty())
      return refused(
          letter,
          Refusal.IMAGE_GONE,
          "picture "
              + image.get().getSha256()
              + " is not at "
              + image.get().getUri()
              + "; send a sample with it to this gateway, then this letter again");
    if (found.equals(image)) return new ResendDecision.Ready(letter, topic, value);
    byte[] again = serdes.of(topic).toBytes(topic.name(), moved.apply(found.get()));
    return new ResendDecision.Ready(letter, topic, again);
  }

  /// A stream step's outcome depends on nothing but the record: it would be as large again.
  private static boolean outgrew(DeadLetter letter) {
    return letter.getCategory() == Category.TOO_LONG
        && (letter.getStep() == Step.ROUTE || letter.getStep() == Step.SCORE);
  }

  private static ResendDecision refused(DeadLetter letter, Refusal why, String detail) {
    return new ResendDecision.Refused(letter.getId(), why, detail);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
