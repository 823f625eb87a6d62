package io.viralstream.scoring.figures;

import io.viralstream.scoring.parse.ChairParser;
import io.viralstream.scoring.parse.ParsedAnswer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// CHAIR's figures of what [ChairParser] read: how often captions mention what is not there.
///
/// With the caption "dog, dog, cat" of a picture of a dog and a person: chairS = 1/1, one caption
/// has an object that is not there; chairI = 1/3, one of three mentions is of such an object;
/// recall = 1/2, one of two objects was found.
public record ChairAggregation() implements Aggregation {

  @Override
  public Figures of(List<ScoredItem> items) {
    List<ScoredItem> captions = items.stream().filter(ScoredItem::isAnswered).toList();
    long wrong = captions.stream().filter(item -> !item.isCorrect()).count();
    return new Figures(
        List.of(
            Figure.ratio(Figures.OVERALL, "chairS", wrong, captions.size()),
            Figure.ratio(
                Figures.OVERALL,
                "chairI",
                sum(Count.ABSENT, captions),
                sum(Count.MENTIONS, captions)),
            Figure.ratio(
                Figures.OVERALL,
                Measure.RECALL.key(),
                sum(Count.FOUND, captions),
                sum(Count.PRESENT, captions))),
        List.of());
  }

  /// What is counted of a caption.
  private enum Count {
    MENTIONS,
    /// Mentions of objects that are not there.
    ABSENT,
    /// Objects of the picture.
    PRESENT,
    /// Of those, the ones that are mentioned.
    FOUND
  }

  private static long sum(Count count, List<ScoredItem> captions) {
    return captions.stream().mapToLong(caption -> of(count, caption)).sum();
  }

  private static long of(Count count, ScoredItem caption) {
    List<String> mentions =
        ChairParser.objects(caption.answer().map(ParsedAnswer::parsed).orElse(""));
    Set<String> present = new HashSet<>(ChairParser.objects(caption.truth()));
    return switch (count) {
      case MENTIONS -> mentions.size();
      case ABSENT -> mentions.stream().filter(object -> !present.contains(object)).count();
      case PRESENT -> present.size();
      case FOUND -> mentions.stream().distinct().filter(present::contains).count();
    };
  }
}
