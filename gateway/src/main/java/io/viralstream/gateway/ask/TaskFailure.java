package io.viralstream.gateway.ask;

import io.viralstream.gateway.problem.Pathless;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.avro.Category;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Why a worker gave no answer, as an answer carries it: `INVALID: image: the model takes none`.
///
/// What blames a field of the question is the client's to mend. The worker may blame more, such as
/// the manner of prompting, but that the gateway itself has written.
///
/// @param category empty where the text names none
record TaskFailure(String text, Optional<Category> category, String reason) {
  private static final String BEHIND_CATEGORY = ": ";

  /// The fields of the request, by what a reason that blames them begins with.
  private static final Map<String, String> FIELDS =
      Map.of("image:", "image", "question", "question", "decoding.maxTokens", "maxTokens");

  static TaskFailure of(String text) {
    int end = text.indexOf(BEHIND_CATEGORY);
    Optional<Category> category =
        Stream.of(Category.values())
            .filter(each -> end >= 0 && each.name().equals(text.substring(0, end)))
            .findFirst();
    String reason = category.isEmpty() ? text : text.substring(end + BEHIND_CATEGORY.length());
    return new TaskFailure(text, category, reason);
  }

  /// The worker may find the time limit passed a moment before we do.
  boolean isLate() {
    return category.filter(Category.EXPIRED::equals).isPresent();
  }

  Problem problem() {
    return field()
        .map(field -> Problem.at(field, ProblemKind.INVALID, Pathless.of(reason)))
        .orElseGet(() -> Problem.of(ProblemKind.TASK_FAILED, Pathless.of(text)));
  }

  private Optional<String> field() {
    return category
        .filter(each -> each == Category.INVALID || each == Category.TOO_LONG)
        .flatMap(blamed ->
            FIELDS.entrySet().stream()
                .filter(field -> reason.startsWith(field.getKey()))
                .map(Map.Entry::getValue)
                .findFirst());
  }
}
