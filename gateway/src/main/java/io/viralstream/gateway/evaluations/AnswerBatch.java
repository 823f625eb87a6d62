package io.viralstream.gateway.evaluations;

import io.viralstream.gateway.batch.Intake;
import io.viralstream.gateway.benchmarks.SealedItems;
import io.viralstream.gateway.benchmarks.VersionName;
import io.viralstream.gateway.images.Attachments;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.kafka.Outbox;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.scoring.RecordedAnswers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The answers of one request, `{"item": ID, "answer": TEXT}` each, on their way into the log.
///
/// All lines are read before the first is sent, so that the version's items are looked at once for
/// all of them. An answer has its item's key, as a worker's has. For one request.
final class AnswerBatch implements Intake {
  private static final int ITEM = 200;

  private final Evaluation evaluation;
  private final SealedItems sealed;
  private final Outbox outbox;
  private final Clock clock;
  private final int longest;
  private final List<String> items = new ArrayList<>();
  private Optional<Set<String>> unknown = Optional.empty();

  /// @param longest characters of an answer
  AnswerBatch(Evaluation evaluation, SealedItems sealed, Outbox outbox, Clock clock, int longest) {
    this.evaluation = evaluation;
    this.sealed = sealed;
    this.outbox = outbox;
    this.clock = clock;
    this.longest = longest;
  }

  @Override
  public Arrival receive(Field document, Attachments files) {
    Field item = document.required("item");
    String id = item.text(ITEM);
    String text = document.required("answer").verbatim(longest);
    items.add(id);
    return () -> send(item, id, text);
  }

  private Sent send(Field item, String id, String text) {
    if (unknown().contains(id))
      throw item.invalid(
          "is no item of " + evaluation.getBenchmark() + "@" + evaluation.getVersion());
    Answer answer = RecordedAnswers.answer(evaluation, id, text, clock.instant());
    return new Sent(id, Optional.empty(), outbox.send(Topics.ANSWERS, id, answer));
  }

  private Set<String> unknown() {
    if (unknown.isEmpty()) {
      var version = new VersionName(evaluation.getBenchmark(), evaluation.getVersion());
      unknown = Optional.of(sealed.unknown(version, items));
    }
    return unknown.orElseThrow();
  }
}
