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
  public List<Term> terms(List<ScoredItem> items) {
    return List.of(
        new Term(
            Figures.OVERALL,
            "chairS",
            new Formula.Share(
                Count.of(item -> item.isAnswered() && !item.isCorrect()),
                Count.of(ScoredItem::isAnswered))),
        new Term(Figures.OVERALL, "chairI", quotient(Part.ABSENT, Part.MENTIONS)),
        new Term(Figures.OVERALL, Measure.RECALL.key(), quotient(Part.FOUND, Part.PRESENT)));
  }

  /// What is counted of a caption.
  private enum Part {
    MENTIONS,
    /// Mentions of objects that are not there.
    ABSENT,
    /// Objects of the picture.
    PRESENT,
    /// Of those, the ones that are mentioned.
    FOUND
  }

  private static Formula quotient(Part above, Part below) {
    return new Formula.Quotient(1, sum(above), List.of(sum(below)));
  }

  private static Count sum(Part part) {
    return items ->
        items.stream().filter(ScoredItem::isAnswered).mapToLong(caption -> of(part, caption)).sum();
  }

  private static long of(Part part, ScoredItem caption) {
    List<String> mentions =
        ChairParser.objects(caption.answer().map(ParsedAnswer::parsed).orElse(""));
    Set<String> present = new HashSet<>(ChairParser.objects(caption.truth()));
    return switch (part) {
      case MENTIONS -> mentions.size();
      case ABSENT -> mentions.stream().filter(object -> !present.contains(object)).count();
      case PRESENT -> present.size();
      case FOUND -> mentions.stream().distinct().filter(present::contains).count();
    };
  }
}
