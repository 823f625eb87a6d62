package io.viralstream.streams.score;

import io.viralstream.schemas.DeadLetters;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.AnswerStatus;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Step;
import io.viralstream.schemas.serde.AvroSerde;
import io.viralstream.streams.deadletter.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/// Step 5: answers, each to its evaluation or to the client that asked.
///
/// Only answers to evaluations meet the truth; a live one has none. An answer that has to wait is
/// written as bytes again: Avro writes equal records as equal bytes, so they are the original ones
/// unless an older schema wrote them.
final class AnswerStep implements Processor<String, Answer, String, SpecificRecord> {
  private static final int LOOKS_PER_LIMIT = 20;

  private final AvroSerde<Answer> answers;
  private final Duration turn;
  private final Duration wait;

  private ProcessorContext<String, SpecificRecord> context;
  private AnswerIntake intake;
  private AskedOnce asked;

  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  AnswerStep(AvroSerde<Answer> answers, Duration turn, Duration wait) {
    this.answers = answers;
    this.turn = turn;
    this.wait = wait;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    intake = new AnswerIntake(context, answers, new AnswerScoring(context));
    asked = new AskedOnce(context);
    var progressStore = new ProgressStore(context);
    context.schedule(turn, PunctuationType.WALL_CLOCK_TIME, time -> progressStore.report());
    context.schedule(
        wait.dividedBy(LOOKS_PER_LIMIT),
        PunctuationType.WALL_CLOCK_TIME,
        time -> intake.expire(wait));
  }

  @Override
  public void process(Record<String, Answer> record) {
    if (record.value() == null) return; // the topic is not compacted: nothing means nothing
    Answer answer = record.value();
    if (answer.getStatus() == AnswerStatus.UNKNOWN)
      throw invalid("status=UNKNOWN, expected ANSWERED or FAILED");
    switch (answer.getPurpose()) {
      case ASK -> asked.pass(answer, origin());
      case EVALUATION, CLOSE -> receive(answer, record);
      case UNKNOWN -> throw invalid("purpose=UNKNOWN, expected EVALUATION, CLOSE or ASK");
    }
  }

  private void receive(Answer answer, Record<String, Answer> record) {
    if (answer.getEvaluation().isEmpty())
      throw invalid("evaluation is missing, expected one for purpose=" + answer.getPurpose());
    intake.receive(answer, origin(), () -> letter(answer, record));
  }

  private DeadLetter letter(Answer answer, Record<String, Answer> record) {
    byte[] key = record.key() == null ? null : record.key().getBytes(StandardCharsets.UTF_8);
    return DeadLetters.of(
        Step.SCORE,
        Optional.empty(),
        Category.TRUTH_MISSING,
        "waits",
        origin(),
        key,
        answers.toBytes(Topics.ANSWERS.name(), answer),
        record.headers(),
        Instant.ofEpochMilli(context.currentSystemTimeMs()));
  }

  private Origin origin() {
    RecordMetadata place = context.recordMetadata().orElseThrow();
    return new Origin(place.topic(), place.partition(), place.offset());
  }

  private static RefusedException invalid(String reason) {
    return new RefusedException(Category.INVALID, "answers: " + reason);
  }
}
