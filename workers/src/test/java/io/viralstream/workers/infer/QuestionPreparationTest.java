package io.viralstream.workers.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.images.PictureReader;
import io.viralstream.models.tensor.Device;
import io.viralstream.models.tensor.Numerics;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.workers.kafka.ImageSource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QuestionPreparationTest {
  private static final Instant NOW = Instant.ofEpochSecond(100);
  private static final ImageRef IMAGE = new ImageRef("00", "kafka:images/0/1", 3);

  private static final ConsumerRecord<byte[], byte[]> RECORD = DeliveriesTest.record(0, 1);

  private final QuestionPreparation preparation =
      preparation("no picture".getBytes(StandardCharsets.UTF_8));

  @Test
  void takesAQuestionWithoutPicture() throws QuestionRejected {
    assertTrue(prepared(InferTasks.text("Is it?").build()).picture().isEmpty());
  }

  @Test
  void takesAQuestionUntilItsDeadline() throws QuestionRejected {
    InferTask task = InferTasks.text("Is it?").setDeadline(NOW).build();
    assertEquals(task, prepared(task).task());
  }

  @Test
  void givesUpAQuestionPastItsDeadline() {
    InferTask task = InferTasks.text("Is it?").setDeadline(NOW.minusMillis(1)).build();
    assertEquals(Category.EXPIRED, rejected(task).category());
  }

  @Test
  void givesUpAQuestionAboutNoPictureFile() {
    InferTask task = InferTasks.about(IMAGE, "Is it?").build();
    assertEquals(Category.IMAGE_CORRUPT, rejected(task).category());
  }

  @Test
  void givesUpAQuestionWhosePictureIsGone() {
    var without =
        new QuestionPreparation(
            reference -> {
              throw new ImageSource.Unavailable(Category.IMAGE_MISSING, reference.getUri());
            },
            PictureReader.standard(1L << 30),
            Numerics.on(Device.CPU),
            Clock.fixed(NOW, ZoneOffset.UTC));
    InferTask task = InferTasks.about(IMAGE, "Is it?").build();
    QuestionRejected refused =
        assertThrows(QuestionRejected.class, () -> without.prepare(RECORD, task));
    assertEquals(Category.IMAGE_MISSING, refused.reply().category());
  }

  @ParameterizedTest
  @MethodSource("unserved")
  void refusesWhatIsNotServedByItsField(String field, InferTask task) {
    Reply.Failed failed = rejected(task);
    assertEquals(Category.INVALID, failed.category());
    assertTrue(failed.reason().startsWith(field + "="), failed.reason());
  }

  static Stream<Arguments> unserved() {
    return Stream.of(
        Arguments.of("prompt", InferTasks.text("q").setPrompt("other").build()),
        Arguments.of(
            "decoding.temperature",
            InferTasks.text("q").setDecoding(InferTasks.decoding(4, .5)).build()),
        Arguments.of(
            "decoding.maxTokens",
            InferTasks.text("q").setDecoding(InferTasks.decoding(0, 0)).build()),
        Arguments.of(
            "decoding.maxTokens",
            InferTasks.text("q").setDecoding(InferTasks.decoding(1 << 20, 0)).build()),
        Arguments.of(
            "execution.batch",
            InferTasks.text("q").setExecution(new Execution(17, "auto", false)).build()),
        Arguments.of(
            "execution.dataType",
            InferTasks.text("q").setExecution(new Execution(0, "bfloat16", false)).build()),
        Arguments.of(
            "execution.dataType",
            InferTasks.text("q").setExecution(new Execution(0, "int4", false)).build()));
  }

  private PreparedQuestion prepared(InferTask task) throws QuestionRejected {
    return preparation.prepare(RECORD, task);
  }

  private Reply.Failed rejected(InferTask task) {
    return assertThrows(QuestionRejected.class, () -> prepared(task)).reply();
  }

  private static QuestionPreparation preparation(byte[] file) {
    return new QuestionPreparation(
        reference -> file,
        PictureReader.standard(1L << 30),
        Numerics.on(Device.CPU),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }
}
