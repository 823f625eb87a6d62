package io.viralstream.metrics.read;

import java.util.Optional;

/// Which results are asked for; what is empty lets all pass.
///
/// @param against a second model, beside `model`
/// @param after where the page before ended
/// @param limit evaluations at most, newest first
public record ResultsFilter(
    Optional<String> evaluation,
    Optional<String> model,
    Optional<String> against,
    Optional<String> arm,
    Optional<String> benchmark,
    Optional<String> category,
    Optional<Cursor> after,
    int limit) {
  private static final int MOST = 200;

  /// The last evaluation of a page.
  ///
  /// @param startedMillis as [EvaluationResult.Asking] has it
  public record Cursor(long startedMillis, String evaluation) {

    /// Empty where the text is none that [#text] has made.
    public static Optional<Cursor> of(String text) {
      int dot = text.indexOf('.');
      if (dot < 1 || !text.substring(0, dot).matches("[0-9]{1,18}")) return Optional.empty();
      return Optional.of(
          new Cursor(Long.parseLong(text.substring(0, dot)), text.substring(dot + 1)));
    }

    public String text() {
      return startedMillis + "." + evaluation;
    }
  }

  public ResultsFilter {
    if (limit < 1 || limit > MOST)
      throw new IllegalArgumentException("limit=" + limit + ", expected 1 to " + MOST);
  }

  public static ResultsFilter all() {
    return of(Optional.empty(), 50);
  }

  public static ResultsFilter evaluation(String id) {
    return of(Optional.of(id), 1);
  }

  private static ResultsFilter of(Optional<String> evaluation, int limit) {
    return new ResultsFilter(
        evaluation,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limit);
  }
}
