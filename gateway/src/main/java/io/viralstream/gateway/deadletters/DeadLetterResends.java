package io.viralstream.gateway.deadletters;

import io.viralstream.gateway.deadletters.LetterView.LettersView;
import io.viralstream.gateway.deadletters.ResendRequest.Which;
import io.viralstream.gateway.deadletters.ResendsView.OutcomeView;
import io.viralstream.gateway.kafka.Places;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.metrics.read.LetterFilter;
import io.viralstream.metrics.read.LetterRows;
import io.viralstream.metrics.read.LetterRows.LetterMark;
import io.viralstream.metrics.read.LetterRows.LetterPage;
import io.viralstream.metrics.read.StoredLetter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Lists dead letters, shows one, and sends them again.
///
/// Rows say which letters there are, the log holds their bytes and decides what was sent again.
/// Blocks: not for the event loop.
public final class DeadLetterResends {
  static final int LONGEST_ID = 300;

  private final LetterRows rows;
  private final Supplier<Places> places;
  private final LetterFiles files;
  private final Resends resends;
  private final Clock clock;

  /// @param places makes readers of single records
  public DeadLetterResends(
      LetterRows rows,
      Supplier<Places> places,
      LetterFiles files,
      FencedResends resends,
      Clock clock) {
    this(rows, places, files, (Resends) resends, clock);
  }

  DeadLetterResends(
      LetterRows rows, Supplier<Places> places, LetterFiles files, Resends resends, Clock clock) {
    this.rows = rows;
    this.places = places;
    this.files = files;
    this.resends = resends;
    this.clock = clock;
  }

  /// @param cursor of the page before; empty for the first
  LettersView list(LetterFilter filter, Optional<String> cursor, int limit) {
    LetterPage page = page(cursor);
    List<StoredLetter> letters = rows.newest(filter, page, limit);
    String next = letters.size() < limit ? null : next(page, letters);
    return new LettersView(
        rows.counts(filter, page.until()), letters.stream().map(LetterView::of).toList(), next);
  }

  LetterSheet show(String id) {
    StoredLetter row = rows.find(id).orElseThrow(DeadLetterResends::unknown);
    try (Places reader = places.get()) {
      return files.sheet(reader, row);
    }
  }

  /// Sends one letter; a refusal is a problem.
  OutcomeView resend(String id, boolean dryRun) {
    StoredLetter row = rows.find(id).orElseThrow(DeadLetterResends::unknown);
    OutcomeView outcome = outcomes(List.of(row), dryRun).getFirst();
    if (outcome.why() != null)
      throw Problem.of(ProblemKind.NOT_RESENDABLE, outcome.why().slug() + ": " + outcome.detail())
          .exception();
    return outcome;
  }

  ResendsView resend(ResendRequest request) {
    return switch (request.which()) {
      case Which.Ids(var ids) -> named(ids, request.dryRun());
      case Which.Selected selected -> selected(selected, request.dryRun());
    };
  }

  private ResendsView named(List<String> ids, boolean dryRun) {
    List<StoredLetter> found = ids.stream().flatMap(id -> rows.find(id).stream()).toList();
    Map<String, OutcomeView> outcomes = new HashMap<>();
    outcomes(found, dryRun).forEach(outcome -> outcomes.put(outcome.id(), outcome));
    List<OutcomeView> all = ids.stream().map(id -> outcomes.getOrDefault(id, absent(id))).toList();
    return ResendsView.of(dryRun, all, null);
  }

  private ResendsView selected(Which.Selected selected, boolean dryRun) {
    LetterPage page = page(selected.cursor());
    LetterFilter unsent = selected.filter().unsent();
    LetterFiles.Carried found = LetterFiles.carried(rows.oldest(unsent, page, selected.limit()));
    boolean last = found.rest() == 0 && found.letters().size() < selected.limit();
    String next = last ? null : next(page, found.letters());
    return ResendsView.of(dryRun, outcomes(found.letters(), dryRun), next);
  }

  /// One outcome a letter, in their order; those that are ready go out in one transaction.
  private List<OutcomeView> outcomes(List<StoredLetter> letters, boolean dryRun) {
    Map<String, OutcomeView> outcomes = new HashMap<>();
    var ready = new ArrayList<ResendDecision.Ready>();
    try (Places reader = places.get()) {
      for (StoredLetter letter : letters) {
        if (letter.resent().isPresent()) {
          var sent = LetterView.SentView.of(letter.resent().get());
          outcomes.put(letter.id(), OutcomeView.already(letter.id(), sent));
          continue;
        }
        switch (files.decision(reader, letter)) {
          case ResendDecision.Ready decision -> ready.add(decision);
          case ResendDecision.Refused decision ->
              outcomes.put(letter.id(), OutcomeView.of(decision));
        }
      }
    }
    if (dryRun)
      ready.forEach(
          decision -> outcomes.put(decision.letter().getId(), OutcomeView.ready(decision)));
    else
      resends
          .send(ready)
          .forEach(sent -> outcomes.put(sent.resend().getId(), OutcomeView.of(sent)));
    return letters.stream().map(letter -> outcomes.get(letter.id())).toList();
  }

  private LetterPage page(Optional<String> cursor) {
    return cursor.map(PageCursor::read).orElseGet(() -> LetterPage.first(clock.instant()));
  }

  private static String next(LetterPage page, List<StoredLetter> letters) {
    return PageCursor.behind(page, LetterMark.of(letters.getLast()));
  }

  private static OutcomeView absent(String id) {
    return OutcomeView.of(
        new ResendDecision.Refused(id, Refusal.VANISHED, "no dead letter of this id is stored"));
  }

  private static ProblemException unknown() {
    return Problem.at("id", ProblemKind.NOT_FOUND, "id: no dead letter of this id is stored")
        .exception();
  }
}
