package io.viralstream.cli.evaluation;

import io.viralstream.cli.client.KnownAnswer;
import io.viralstream.cli.client.Pages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The raw answers of several evaluations side by side, item by item.
///
/// Memory holds a page of each and the first items that differ.
///
/// @param items that any of them has
/// @param differing items whose texts are not the same in all
/// @param first the first of those, in the order of their ids
public record AnswerComparison(long items, long differing, List<Difference> first) {
  private static final int SHOWN = 10;

  /// An item that they answer otherwise.
  ///
  /// @param texts by evaluation; empty where one has no answer to it
  public record Difference(String item, List<Optional<String>> texts) {
    public Difference {
      texts = List.copyOf(texts);
    }
  }

  public AnswerComparison {
    first = List.copyOf(first);
  }

  /// @param evaluations the answers of each, in the order of their items' ids
  static AnswerComparison of(List<Pages<KnownAnswer>> evaluations) throws InterruptedException {
    List<Optional<KnownAnswer>> heads = new ArrayList<>();
    for (Pages<KnownAnswer> each : evaluations) heads.add(each.next());
    var first = new ArrayList<Difference>();
    long items = 0;
    long differing = 0;
    for (Optional<String> item = least(heads); item.isPresent(); item = least(heads)) {
      String id = item.get();
      List<Optional<String>> texts = heads.stream().map(head -> text(head, id)).toList();
      items++;
      if (new HashSet<>(texts).size() > 1) {
        differing++;
        if (first.size() < SHOWN) first.add(new Difference(id, texts));
      }
      for (int i = 0; i < heads.size(); i++)
        if (texts.get(i).isPresent()) heads.set(i, evaluations.get(i).next());
    }
    return new AnswerComparison(items, differing, first);
  }

  private static Optional<String> least(List<Optional<KnownAnswer>> heads) {
    return heads.stream().flatMap(Optional::stream).map(KnownAnswer::item).min(String::compareTo);
  }

  private static Optional<String> text(Optional<KnownAnswer> head, String item) {
    return head.filter(answer -> Objects.equals(answer.item(), item)).map(KnownAnswer::text);
  }
}
