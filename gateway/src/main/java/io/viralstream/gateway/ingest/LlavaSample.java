package io.viralstream.gateway.ingest;

import io.viralstream.gateway.Limits;
import io.viralstream.gateway.images.MarkedQuestion;
import io.viralstream.gateway.images.PictureField;
import io.viralstream.gateway.json.Field;
import io.viralstream.schemas.ImageMarker;
import io.viralstream.schemas.avro.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads LLaVA's conversation format: `{"id"?, "image"?, "conversations": [{"from": "human",
/// "value": "<image>\n…"}, {"from": "gpt", "value": "…"}, …]}`.
///
/// Other fields are let through unread. Questions and answers alternate, a question first, an
/// answer last.
final class LlavaSample {
  private static final int CLIENT_ID = 200;

  private final Limits limits;

  LlavaSample(Limits limits) {
    this.limits = limits;
  }

  SampleDraft read(Field document) {
    Optional<String> clientId = document.optional("id").map(id -> id.label(CLIENT_ID));
    Optional<Field> image = PictureField.of(document);
    var messages = document.required("conversations").elements(2, 2 * limits.turns());
    return new SampleDraft(clientId, turns(document, messages, image), image);
  }

  private List<Turn> turns(Field document, List<Field> messages, Optional<Field> image) {
    var turns = new ArrayList<Turn>();
    for (int i = 0; i + 1 < messages.size(); i += 2)
      turns.add(turn(messages.get(i), messages.get(i + 1), i == 0 ? First.YES : First.NO, image));
    if (messages.size() % 2 != 0) throw messages.getLast().invalid("has no answer after it");
    int length = turns.stream().mapToInt(LlavaSample::length).sum();
    if (length > limits.sampleLength())
      throw document
          .required("conversations")
          .invalid("has " + length + " characters, expected at most " + limits.sampleLength());
    return turns;
  }

  private enum First {
    YES,
    NO
  }

  private Turn turn(Field question, Field answer, First first, Optional<Field> image) {
    expect(question, "human");
    expect(answer, "gpt");
    Field asked = question.required("value");
    Field said = answer.required("value");
    var questionText = asked.text(limits.questionLength());
    var answerText = said.text(limits.answerLength());
    refuseMarker(said, answerText);
    return new Turn(
        switch (first) {
          case YES -> MarkedQuestion.of(asked, questionText.strip(), image);
          case NO -> {
            refuseMarker(asked, questionText);
            yield questionText.strip();
          }
        },
        answerText.strip());
  }

  private static void refuseMarker(Field field, String text) {
    if (ImageMarker.in(text)) throw field.invalid("has <image>, which only the first question may");
  }

  private static void expect(Field message, String speaker) {
    Field from = message.required("from");
    if (!from.text().equals(speaker)) throw from.invalid("expected " + speaker);
  }

  private static int length(Turn turn) {
    return turn.getQuestion().length() + turn.getAnswer().length();
  }
}
