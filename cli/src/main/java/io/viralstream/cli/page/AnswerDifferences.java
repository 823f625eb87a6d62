package io.viralstream.cli.page;

import io.viralstream.cli.analysis.BenchmarkItems;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.KnownAnswer;
import io.viralstream.cli.client.KnownItem;
import io.viralstream.cli.client.Pages;
import io.viralstream.cli.page.AnsweredItem.Said;
import io.viralstream.cli.page.AnsweredItem.Verdict;
import io.viralstream.gateway.benchmarks.VersionName;
import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.scoring.parse.Parser;
import io.viralstream.scoring.parse.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The items of a benchmark that two evaluations answered otherwise: where one is right and the
/// other wrong first, then in the order of their ids. Memory holds a page of each, and what is
/// shown.
///
/// @param shown at most as many as were asked for, with their pictures
/// @param flips how many of all are right in one and wrong in the other
/// @param all how many have two different texts
record AnswerDifferences(List<AnsweredItem> shown, int flips, int all) {
  /// @param most items that are shown
  static AnswerDifferences of(
      Gateway gateway,
      VersionName version,
      BenchmarkRule rule,
      List<String> evaluations,
      BenchmarkItems pictures,
      int most)
      throws InterruptedException {
    AnswersById first = new AnswersById(gateway.answers(evaluations.getFirst()));
    AnswersById second = new AnswersById(gateway.answers(evaluations.getLast()));
    List<AnsweredItem> flips = new ArrayList<>();
    List<AnsweredItem> others = new ArrayList<>();
    int flipped = 0;
    int all = 0;
    Pages<KnownItem> items = gateway.items(version.name(), version.version());
    for (Optional<KnownItem> item = items.next(); item.isPresent(); item = items.next()) {
      Optional<String> one = first.of(item.get().id());
      Optional<String> other = second.of(item.get().id());
      if (one.isEmpty() || other.isEmpty()) continue;
      if (one.get().strip().equals(other.get().strip())) continue;
      AnsweredItem differing =
          item(item.get(), said(rule, item.get(), one.get()), said(rule, item.get(), other.get()));
      all++;
      flipped += differing.isFlip() ? 1 : 0;
      List<AnsweredItem> alike = differing.isFlip() ? flips : others;
      if (alike.size() < most) alike.add(differing);
    }
    List<AnsweredItem> shown =
        Stream.concat(flips.stream(), others.stream())
            .limit(most)
            .map(each -> pictured(each, pictures))
            .toList();
    return new AnswerDifferences(shown, flipped, all);
  }

  /// Answers that come in the order of their items' ids, asked for in that order.
  private static final class AnswersById {
    private final Pages<KnownAnswer> pages;
    private Optional<KnownAnswer> next;

    AnswersById(Pages<KnownAnswer> pages) throws InterruptedException {
      this.pages = pages;
      next = pages.next();
    }

    /// The answer to an item behind all that were asked for before; empty where there is none.
    Optional<String> of(String item) throws InterruptedException {
      while (next.isPresent() && next.get().item().compareTo(item) < 0) next = pages.next();
      return next.filter(answer -> answer.item().equals(item)).map(KnownAnswer::text);
    }
  }

  private static Said said(BenchmarkRule rule, KnownItem item, String text) {
    return new Said(text.strip(), verdict(rule, item, text));
  }

  /// As the official variant reads it.
  private static Verdict verdict(BenchmarkRule rule, KnownItem item, String text) {
    return switch (rule.truths()) {
      case OBJECTS -> Verdict.UNJUDGED; // needs the version's table of synonyms
      case ANY, YES_OR_NO -> {
        Parser official = rule.variants().getFirst().reader();
        var question = new Question(item.question(), item.truth(), item.choices());
        yield official.read(question, text).correct() ? Verdict.RIGHT : Verdict.WRONG;
      }
    };
  }

  private static AnsweredItem item(KnownItem item, Said first, Said second) {
    return new AnsweredItem(
        item.id(), item.category(), item.question(), item.truth(), first, second, Optional.empty());
  }

  private static AnsweredItem pictured(AnsweredItem item, BenchmarkItems pictures) {
    return new AnsweredItem(
        item.id(),
        item.category(),
        item.question(),
        item.truth(),
        item.first(),
        item.second(),
        pictures.picture(item.id()));
  }
}
