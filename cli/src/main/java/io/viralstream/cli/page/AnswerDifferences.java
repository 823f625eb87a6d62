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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The items of a benchmark that two evaluations answered otherwise: where one is right and the
/// other wrong first, then in the order of their ids.
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
    Map<String, String> first = answers(gateway, evaluations.getFirst());
    Map<String, String> second = answers(gateway, evaluations.getLast());
    List<AnsweredItem> different = new ArrayList<>();
    Pages<KnownItem> items = gateway.items(version.name(), version.version());
    for (Optional<KnownItem> item = items.next(); item.isPresent(); item = items.next()) {
      String one = first.get(item.get().id());
      String other = second.get(item.get().id());
      if (one == null || other == null || one.strip().equals(other.strip())) continue;
      different.add(item(item.get(), said(rule, item.get(), one), said(rule, item.get(), other)));
    }
    different.sort(
        Comparator.comparing((AnsweredItem each) -> !each.isFlip())
            .thenComparing(AnsweredItem::id));
    int flips = (int) different.stream().filter(AnsweredItem::isFlip).count();
    List<AnsweredItem> shown =
        different.stream().limit(most).map(each -> pictured(each, pictures)).toList();
    return new AnswerDifferences(shown, flips, different.size());
  }

  private static Map<String, String> answers(Gateway gateway, String evaluation)
      throws InterruptedException {
    Map<String, String> answers = new HashMap<>();
    Pages<KnownAnswer> pages = gateway.answers(evaluation);
    for (Optional<KnownAnswer> answer = pages.next(); answer.isPresent(); answer = pages.next()) {
      answers.put(answer.get().item(), answer.get().text());
    }
    return answers;
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
