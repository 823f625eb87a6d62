package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.Limits;
import io.viralstream.gateway.images.MarkedQuestion;
import io.viralstream.gateway.images.PictureField;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.scoring.parse.Choices;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Reads one question of a benchmark: `{"question_id", "image"?, "image_name"?, "category"?,
/// "text", "label", "choices"?, "group"?, "groups"?}`. Other fields are let through unread.
///
/// The command line reads question files with it too, so that both sides know the same items.
public final class QuestionFormat {
  /// The category of a question that names none: POPE's own files are one split each.
  static final String WHOLE = "all";

  private static final int LABEL = 200;
  private static final int CATEGORY = 100;
  private static final int IMAGE_NAME = 500;
  private static final int SHOWN = 40;

  private final Limits limits;
  private final GroupsFormat groups;

  public QuestionFormat(Limits limits) {
    this.limits = limits;
    this.groups = new GroupsFormat(limits.benchmarkItems());
  }

  /// @throws ProblemException naming the field
  public ItemDraft read(Field document) {
    Optional<Field> image = PictureField.of(document);
    Optional<Field> imageName = document.optional("image_name");
    Field text = document.required("text");
    List<String> choices = document.optional("choices").map(this::choices).orElse(List.of());
    return new ItemDraft(
        document.required("question_id").label(LABEL),
        document.optional("category").map(name -> name.text(CATEGORY)).orElse(WHOLE),
        MarkedQuestion.of(text, text.text(limits.questionLength()), image.or(() -> imageName)),
        truth(document, choices),
        choices,
        document.optional("group").map(group -> group.label(LABEL)),
        image,
        imageName.map(name -> name.text(IMAGE_NAME)),
        groups.read(document));
  }

  private List<String> choices(Field field) {
    List<Field> elements = field.elements(2, limits.choices());
    List<String> choices =
        elements.stream().map(choice -> choice.label(limits.answerLength())).toList();
    new Choices(choices)
        .doubled()
        .ifPresent(at -> {
          throw elements.get(at).invalid("says the same as an earlier choice");
        });
    return choices;
  }

  /// A truth that names no choice could never be met. One that is empty stands for no object at
  /// all; whether the rule has such truths is seen at the seal.
  private String truth(Field document, List<String> choices) {
    Field label = document.required("label");
    if (choices.isEmpty() && label.isEmptyString()) return "";
    String truth = label.label(limits.answerLength());
    if (!choices.isEmpty() && new Choices(choices).in(truth).isEmpty())
      throw label.invalid("is none of the choices, expected " + expected(truth, choices));
    return truth;
  }

  private static String expected(String truth, List<String> choices) {
    OptionalInt index = index(truth, choices.size());
    if (index.isEmpty()) return "the words of one, or its letter";
    int number = index.getAsInt();
    String fromZero =
        number < choices.size() ? quoted(choices.get(number)) + " (counting from 0)" : "";
    String fromOne = number > 0 ? quoted(choices.get(number - 1)) + " (counting from 1)" : "";
    String between = fromZero.isEmpty() || fromOne.isEmpty() ? "" : " or ";
    return "words or a letter instead of a number: " + fromZero + between + fromOne;
  }

  private static OptionalInt index(String truth, int choices) {
    return IntStream.rangeClosed(0, choices)
        .filter(number -> Integer.toString(number).equals(truth.strip()))
        .findFirst();
  }

  private static String quoted(String choice) {
    return '"' + (choice.length() <= SHOWN ? choice : choice.substring(0, SHOWN) + "…") + '"';
  }
}
