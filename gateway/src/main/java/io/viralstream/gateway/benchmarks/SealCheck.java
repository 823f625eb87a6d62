package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.scoring.parse.ChairParser;
import io.viralstream.scoring.parse.PlainText;
import io.viralstream.scoring.parse.SynonymTable;
import java.util.Optional;
import java.util.Set;

/// What a seal demands of each item: a truth that its rule can read, and whole groups.
///
/// The items are read a second time for it, behind the reading that made them the staged ones: only
/// then is it known which record of an id is its last.
final class SealCheck {
  private static final Set<String> YES_NO = Set.of("yes", "no");

  private final BenchmarkRule rule;
  private final SynonymTable synonyms;
  private final StagedItems items;
  private final StagedGroups groups = new StagedGroups();

  private SealCheck(SealRequest request, StagedItems items) {
    this.rule = request.rule();
    this.synonyms = request.table();
    this.items = items;
  }

  /// @throws ProblemException naming what the items lack
  static void demand(SealRequest request, StagedItems items, SealedItems.ItemScan scan) {
    var check = new SealCheck(request, items);
    scan.each(request.version(), check::look);
    if (items.counted() != items.count())
      throw Problem.of(ProblemKind.UNAVAILABLE, "the items change while they are being looked at")
          .exception();
    // Only their hashes are known: who lacks items is found by reading once more.
    if (!check.groups.whole())
      scan.each(request.version(), item -> item.getGroups().forEach(check.groups::demandWhole));
  }

  private void look(BenchmarkItem item) {
    if (!items.countOnce(item)) return;
    fault(item.getTruth())
        .ifPresent(expected -> {
          throw conflict(item, expected);
        });
    item.getGroups().forEach(groups::put);
  }

  /// What a truth would have to be, where it is none.
  private Optional<String> fault(String truth) {
    return switch (rule.truths()) {
      case ANY ->
          truth.isEmpty() ? Optional.of("a label that is not empty") : Optional.<String>empty();
      case YES_OR_NO ->
          YES_NO.contains(PlainText.lower(truth)) ? Optional.empty() : Optional.of("yes or no");
      case OBJECTS ->
          ChairParser.objects(truth).stream().allMatch(this::isObject)
              ? Optional.empty()
              : Optional.of("objects of the synonyms with \", \" between them, or none");
    };
  }

  private boolean isObject(String word) {
    return synonyms.object(word).filter(word::equals).isPresent();
  }

  private ProblemException conflict(BenchmarkItem item, String expected) {
    String detail =
        rule.text()
            + " needs "
            + expected
            + ", question "
            + item.getSourceId()
            + " has another label";
    return Problem.at("rule", ProblemKind.CONFLICT, "rule: " + detail).exception();
  }
}
