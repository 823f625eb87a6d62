package io.viralstream.gateway.ingest;

import io.viralstream.gateway.Limits;
import io.viralstream.gateway.images.MarkedQuestion;
import io.viralstream.gateway.images.PictureField;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.images.ImageMarker;
import io.viralstream.schemas.avro.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads LLaVA's conversation format: `{"id"?, "image"?, "category"?, "conversations": [{"from":
/// "human", "value": "<image>\n…"}, {"from": "gpt", "value": "…"}, …]}`.
///
/// Other fields are let through unread. Questions and answers alternate. As LLaVA's own training
/// has it, a first message of gpt is passed over and a last one of human is not learnt: both are
/// left out, and the draft says so.
public final class LlavaSample {

  /// A sample as it was read and found good; its picture has still to be looked at.
  ///
  /// @param turns at least one; texts without blanks around them and without image marker
  /// @param pictureTurn the turn that has the picture, from 0
  /// @param category what it is counted under in curves
  /// @param note what was left out, if anything
  public record SampleDraft(
      Optional<String> clientId,
      List<Turn> turns,
      Optional<Field> image,
      int pictureTurn,
      Optional<String> category,
      Optional<String> note) {}

  private static final int CLIENT_ID = 200;
  private static final int CATEGORY = 100;
  private static final String ASKS = "human";
  private static final String SAYS = "gpt";

  private final Limits limits;

  public LlavaSample(Limits limits) {
    this.limits = limits;
  }

  /// @throws io.viralstream.gateway.problem.ProblemException naming the field
  public SampleDraft read(Field document) {
    Optional<String> clientId = document.optional("id").map(id -> id.label(CLIENT_ID));
    Optional<String> category = document.optional("category").map(name -> name.label(CATEGORY));
    Optional<Field> image = PictureField.of(document);
    Field conversations = document.required("conversations");
    List<Field> messages = conversations.elements(1, 2 * limits.turns() + 2);
    var notes = new ArrayList<String>();
    List<Field> answered = answered(messages, notes);
    if (answered.isEmpty()) throw conversations.invalid("has no question with an answer");
    if (answered.size() > 2 * limits.turns())
      throw conversations.invalid("has more than " + limits.turns() + " questions");
    int pictured = pictured(answered);
    List<Turn> turns = turns(answered, image);
    demandLength(conversations, turns);
    Optional<String> note =
        notes.isEmpty() ? Optional.<String>empty() : Optional.of(String.join("; ", notes));
    return new SampleDraft(clientId, turns, image, pictured, category, note);
  }

  /// The messages without an answer to nothing at their beginning and a question without answer at
  /// their end.
  private static List<Field> answered(List<Field> messages, List<String> notes) {
    int from = speaks(messages.getFirst(), SAYS) ? 1 : 0;
    int to = messages.size();
    if (to > from && speaks(messages.getLast(), ASKS)) to--;
    if (from > 0) leaveOut(messages.getFirst(), "an answer before the first question", notes);
    if (to < messages.size()) leaveOut(messages.getLast(), "a question without answer", notes);
    return messages.subList(from, to);
  }

  private static void leaveOut(Field message, String what, List<String> notes) {
    refuseMarker(message.required("value"), "has <image>, but is " + what);
    notes.add(message.path() + " was left out: " + what);
  }

  /// The turn whose question has the marker; the first where none has.
  private static int pictured(List<Field> messages) {
    int pictured = 0;
    boolean found = false;
    for (int i = 0; i < messages.size(); i += 2) {
      Field asked = messages.get(i).required("value");
      if (!ImageMarker.in(asked.text())) continue;
      if (found)
        throw asked.problem(ProblemKind.SEVERAL_IMAGES, "has <image>, as an earlier question has");
      pictured = i / 2;
      found = true;
    }
    return pictured;
  }

  private List<Turn> turns(List<Field> messages, Optional<Field> image) {
    var turns = new ArrayList<Turn>();
    for (int i = 0; i < messages.size(); i += 2) {
      Field asked = said(messages.get(i), ASKS);
      if (i + 1 == messages.size()) throw messages.get(i).invalid("has no answer after it");
      Field said = said(messages.get(i + 1), SAYS);
      String question = asked.text(limits.questionLength()).strip();
      String answer = said.text(limits.answerLength()).strip();
      refuseMarker(said, "has <image>, which only a question may have");
      turns.add(new Turn(MarkedQuestion.of(asked, question, image), answer));
    }
    return turns;
  }

  private void demandLength(Field conversations, List<Turn> turns) {
    int length = turns.stream().mapToInt(LlavaSample::length).sum();
    if (length > limits.sampleLength())
      throw conversations.invalid(
          "has " + length + " characters, expected at most " + limits.sampleLength());
  }

  private static void refuseMarker(Field field, String detail) {
    if (ImageMarker.in(field.text())) throw field.invalid(detail);
  }

  private static Field said(Field message, String speaker) {
    if (!speaks(message, speaker)) throw message.required("from").invalid("expected " + speaker);
    return message.required("value");
  }

  private static boolean speaks(Field message, String speaker) {
    return message.required("from").text().equals(speaker);
  }

  private static int length(Turn turn) {
    return turn.getQuestion().length() + turn.getAnswer().length();
  }
}
