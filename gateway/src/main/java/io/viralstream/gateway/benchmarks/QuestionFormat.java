package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.Limits;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.List;
import java.util.Optional;

/// Reads one question of a benchmark: `{"question_id", "image", "category", "text", "label",
/// "choices"?, "group"?}`. Other fields are let through unread.
final class QuestionFormat {
  private static final int LABEL = 200;
  private static final int CATEGORY = 100;

  private final Limits limits;

  QuestionFormat(Limits limits) {
    this.limits = limits;
  }

  ItemDraft read(Field document) {
    return new ItemDraft(
        document.required("question_id").label(LABEL),
        document.required("category").text(CATEGORY),
        document.required("text").text(limits.questionLength()),
        document.required("label").label(limits.answerLength()),
        document.optional("choices").map(this::choices).orElse(List.of()),
        document.optional("group").map(group -> group.label(LABEL)),
        image(document));
  }

  private List<String> choices(Field choices) {
    return choices.elements(2, limits.choices()).stream()
        .map(choice -> choice.label(limits.answerLength()))
        .toList();
  }

  private static Optional<Field> image(Field document) {
    Optional<Field> image = document.optional("image");
    image
        .filter(Field::isArray)
        .ifPresent(array -> {
          throw array.problem(ProblemKind.SEVERAL_IMAGES, "expected one image, not an array");
        });
    return image;
  }
}
