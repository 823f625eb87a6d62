package io.viralstream.scoring.figures;

import io.viralstream.scoring.figures.ScoredItem.Group;
import io.viralstream.scoring.parse.ParsedAnswer;
import java.util.List;
import java.util.Optional;

/// Small items for tests of figures; their ids say nothing.
final class Items {
  private Items() {}

  static ScoredItem answered(String category, String truth, String parsed, Group... groups) {
    var answer = new ParsedAnswer(parsed, parsed.equals(truth));
    return new ScoredItem("i", category, truth, List.of(groups), Optional.of(answer));
  }

  static ScoredItem right(String category, Group... groups) {
    return answered(category, "yes", "yes", groups);
  }

  static ScoredItem wrong(String category, Group... groups) {
    return answered(category, "yes", "no", groups);
  }

  static ScoredItem unanswered(String category, String truth, Group... groups) {
    return new ScoredItem("i", category, truth, List.of(groups), Optional.empty());
  }
}
