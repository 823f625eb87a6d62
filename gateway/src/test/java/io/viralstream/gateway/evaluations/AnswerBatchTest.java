package io.viralstream.gateway.evaluations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Records;
import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.batch.Intake.Arrival;
import io.viralstream.gateway.batch.Intake.Sent;
import io.viralstream.gateway.benchmarks.SealedItemsFake;
import io.viralstream.gateway.images.Attachments;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.kafka.FakeOutbox;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.AnswerStatus;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.Purpose;
import io.viralstream.schemas.avro.Ran;
import io.viralstream.schemas.avro.Recording;
import io.viralstream.scoring.RecordedEvaluation;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerBatchTest {
  private static final int LONGEST = 9;

  private final FakeOutbox outbox = new FakeOutbox();
  private final SealedItemsFake items = new SealedItemsFake("b@" + Records.VERSION + "/red");
  private final Evaluation evaluation =
      RecordedEvaluation.ofFile(
              Records.benchmark("b", Records.VERSION, 1),
              "m",
              new Recording("r", List.of(), null, false))
          .by(Instant.EPOCH);
  private final AnswerBatch batch =
      new AnswerBatch(
          evaluation,
          items.sealed(),
          outbox,
          Clock.fixed(Instant.ofEpochSecond(9), ZoneOffset.UTC),
          LONGEST);

  @Test
  void writesAnAnswerAsAWorkerDoes() {
    Sent unused = receive("red", "yes").send();
    Answer answer = outbox.sent(Answer.class).getFirst();
    assertEquals("b@" + Records.VERSION + "/red", answer.getId());
    assertEquals(Purpose.EVALUATION, answer.getPurpose());
    assertEquals(AnswerStatus.ANSWERED, answer.getStatus());
    assertEquals(Optional.of(evaluation.getId()), answer.getEvaluation());
    assertEquals(new Ran(0, "recorded", "recorded", false), answer.getRan());
    assertEquals(answer.getAt(), answer.getAskedAt());
  }

  @Test
  void keepsATextToTheLetter() {
    List<String> texts = List.of("", " ", " No.\\n", "\\u0007");
    for (String text : texts) {
      Sent unused = receive("red", text).send();
    }
    assertEquals(
        List.of("", " ", " No.\n", "\u0007"),
        outbox.sent(Answer.class).stream().map(Answer::getText).toList());
  }

  @Test
  void refusesWhatIsNoItemOfTheVersion() {
    Arrival red = receive("red", "yes");
    Arrival blue = receive("blue", "yes");
    Sent unused = red.send();
    assertEquals(Optional.of("item"), Refusals.of(blue::send).field());
    assertEquals(1, outbox.sent(Answer.class).size());
    assertEquals(1, items.scans());
  }

  @Test
  void namesWhatALineLacksOrHasTooMuchOf() {
    assertEquals(Optional.of("item"), fault("{\"answer\":\"yes\"}"));
    assertEquals(Optional.of("answer"), fault("{\"item\":\"red\"}"));
    assertEquals(Optional.of("answer"), fault("{\"item\":\"red\",\"answer\":7}"));
    assertEquals(Optional.of("answer"), fault("{\"item\":\"red\",\"answer\":\"1234567890\"}"));
    assertEquals(Optional.of("answer"), fault("{\"item\":\"red\",\"answer\":\"\\ud800\"}"));
  }

  private Optional<String> fault(String line) {
    return Refusals.of(() -> batch.receive(json(line), Attachments.none())).field();
  }

  private Arrival receive(String item, String text) {
    return batch.receive(
        json("{\"item\":\"b@%s/%s\",\"answer\":\"%s\"}".formatted(Records.VERSION, item, text)),
        Attachments.none());
  }

  private static Field json(String document) {
    return new BoundedJson(1_000).read(document.getBytes(StandardCharsets.UTF_8));
  }
}
