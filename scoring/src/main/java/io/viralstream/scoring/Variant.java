package io.viralstream.scoring;

import io.viralstream.scoring.figures.Aggregation;
import io.viralstream.scoring.figures.CountedAggregation;
import io.viralstream.scoring.figures.Headline;
import io.viralstream.scoring.parse.Parser;
import java.util.List;

/// One way of scoring the answers of a benchmark, where harnesses differ.
///
/// @param name as results show it; unique within its rule
/// @param parser name and version of what reads the answers, such as `pope-official/1`; the version
///   rises when a reading changes, and the name is unique among all rules
/// @param use when it scores
/// @param reader the parser itself
/// @param aggregation which figures the answers make
public record Variant(String name, String parser, Use use, Parser reader, Aggregation aggregation) {

  /// When a variant scores.
  public enum Use {
    /// With every answer that is counted.
    AT_ONCE,
    /// Only where stored answers are scored again under its name.
    RESCORING
  }

  public Variant {
    if (parser.indexOf('/') < 1)
      throw new IllegalArgumentException("parser=" + parser + ", expected a name/version");
  }

  /// The figures over all items that counts by category suffice for; none where a rule's figures
  /// need more of an item than that.
  public List<Headline> headlines() {
    return aggregation instanceof CountedAggregation counted ? counted.headlines() : List.of();
  }

  /// Whether an answer that could not be read counts in accuracy alone, and not under its truth.
  public boolean ignoresUnread() {
    return aggregation instanceof CountedAggregation counted
        && counted.unread() == CountedAggregation.Unread.IN_ACCURACY_ALONE;
  }

  /// The parser's name without its version: rows of an older version belong to the same variant.
  String parserName() {
    return nameOf(parser);
  }

  static String nameOf(String parser) {
    int slash = parser.indexOf('/');
    return slash < 0 ? parser : parser.substring(0, slash);
  }
}
