package io.viralstream.gateway.ingest;

import io.viralstream.gateway.Limits;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.ProblemKind;
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
    Optional<Field> image = image(document);
    var messages = document.required("conversations").elements(2, 2 * limits.turns());
    var turns = turns(document, messages);
    if (image.isEmpty() && ImageMarker.in(value(messages.getFirst())))
      throw document.required("conversations").invalid("has <image>, but no image is given");
    return new SampleDraft(clientId, turns, image);
  }

  private static Optional<Field> image(Field document) {
    document
        .optional("images")
        .ifPresent(images -> {
          throw images.problem(ProblemKind.SEVERAL_IMAGES, "expected one image in `image`");
        });
    Optional<Field> image = document.optional("image");
    image
        .filter(Field::isArray)
        .ifPresent(array -> {
          throw array.problem(ProblemKind.SEVERAL_IMAGES, "expected one image, not an array");
        });
    return image;
  }

  private List<Turn> turns(Field document, List<Field> messages) {
    var turns = new ArrayList<Turn>();
    for (int i = 0; i + 1 < messages.size(); i += 2)
      turns.add(turn(messages.get(i), messages.get(i + 1), i == 0 ? First.YES : First.NO));
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

  private Turn turn(Field question, Field answer, First first) {
    expect(question, "human");
    expect(answer, "gpt");
    Field asked = question.required("value");
    Field said = answer.required("value");
    var questionText = asked.text(limits.questionLength());
    var answerText = said.text(limits.answerLength());
    ImageMarker.refuse(said, answerText);
    return new Turn(
        switch (first) {
          case YES -> ImageMarker.removed(asked, questionText);
          case NO -> {
            ImageMarker.refuse(asked, questionText);
            yield questionText.strip();
          }
        },
        answerText.strip());
  }

  private static void expect(Field message, String speaker) {
    Field from = message.required("from");
    if (!from.text().equals(speaker)) throw from.invalid("expected " + speaker);
  }

  private static String value(Field message) {
    return message.required("value").text();
  }

  private static int length(Turn turn) {
    return turn.getQuestion().length() + turn.getAnswer().length();
  }
}
