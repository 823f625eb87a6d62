package io.viralstream.streams.score;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Purpose;
import io.viralstream.schemas.serde.AvroSerde;
import io.viralstream.streams.flow.TopicSink;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/// Takes answers in: scores what can be scored, lets the rest wait, and gives up after a time. The
/// close of recorded answers waits as they do.
final class AnswerIntake {
  private final ProcessorContext<String, SpecificRecord> context;
  private final AvroSerde<Answer> answers;
  private final TopicSink<DeadLetter> deadLetters;
  private final PendingAnswers waiting;
  private final AnswerScoring scoring;

  AnswerIntake(
      ProcessorContext<String, SpecificRecord> context,
      AvroSerde<Answer> answers,
      AnswerScoring scoring) {
    this.context = context;
    this.answers = answers;
    this.scoring = scoring;
    deadLetters = TopicSink.to(Topics.DEAD_LETTERS, context);
    waiting = new PendingAnswers(context);
  }

  /// @param letter the answer's own bytes, as the dead letter that it would be; asked for only
  ///   where the answer has to wait, as most do not and their bytes would be made for nothing
  void receive(Answer answer, Origin origin, Supplier<DeadLetter> letter) {
    (answer.getPurpose() == Purpose.CLOSE ? scoring.close(answer) : scoring.score(answer, origin))
        .ifPresent(missing -> waiting.put(answer.getId(), because(letter.get(), missing)));
  }

  /// An item came: its answers need not wait for it any longer.
  void retryItem(String item) {
    retry(item + "|");
  }

  /// A seal or an evaluation came.
  void retryBenchmark(String benchmark) {
    retry(benchmark + "/");
  }

  /// Gives up answers that have waited for the limit.
  void expire(Duration limit) {
    var now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    for (DeadLetter letter : waiting.takeExpired(limit, now)) {
      deadLetters.send(letter.getId(), DeadLetter.newBuilder(letter).setAt(now).build());
    }
  }

  /// What still lacks something goes back to its place, which its offset names.
  private void retry(String prefix) {
    for (DeadLetter letter : waiting.take(prefix)) {
      Answer answer = answers.toRecord(letter.getValue().orElseThrow().array());
      receive(answer, letter.getOrigin(), () -> letter);
    }
  }

  private static DeadLetter because(DeadLetter letter, String missing) {
    return DeadLetter.newBuilder(letter).setReason(missing).build();
  }
}
