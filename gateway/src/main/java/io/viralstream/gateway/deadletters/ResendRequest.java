package io.viralstream.gateway.deadletters;

import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.metrics.read.LetterFilter;
import java.util.List;
import java.util.Optional;

/// Which letters a client wants sent again: some by id, or the next page of those that a filter
/// lets pass.
///
/// @param dryRun nothing is sent, only said what would be
record ResendRequest(Which which, boolean dryRun) {
  private static final int MOST = 100;
  private static final int CURSOR = 1_000;

  /// How letters are named.
  sealed interface Which {
    record Ids(List<String> ids) implements Which {}

    /// @param limit letters of one page
    /// @param cursor where the page begins; empty for the first
    record Selected(LetterFilter filter, int limit, Optional<String> cursor) implements Which {}
  }

  static ResendRequest read(Field document) {
    boolean dryRun = document.optional("dryRun").map(Field::bool).orElse(false);
    return new ResendRequest(
        document.optional("ids").map(ResendRequest::ids).orElseGet(() -> selected(document)),
        dryRun);
  }

  private static Which ids(Field ids) {
    return new Which.Ids(
        ids.elements(1, MOST).stream()
            .map(id -> id.text(DeadLetterResends.LONGEST_ID))
            .distinct()
            .toList());
  }

  private static Which selected(Field document) {
    LetterFilter filter = LetterFilterFormat.read(document);
    boolean all = document.optional("all").map(Field::bool).orElse(false);
    if (filter.equals(LetterFilter.ALL) && !all)
      throw document.problem(
          ProblemKind.INVALID,
          "expected ids, or some of step, category, arm, reason and since, or all: true");
    return new Which.Selected(
        filter,
        document.optional("limit").map(limit -> limit.integer(1, MOST)).orElse(MOST),
        document.optional("cursor").map(cursor -> cursor.text(CURSOR)));
  }
}
