package io.viralstream.scoring.parse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What's Up's questions where a thing is, by the direction that an answer names.
///
/// The truth is a direction, "left", or names one of the caption options, "A mug under a table".
public final class WhatsUpParsers {
  /// Those of all its subsets.
  private static final Set<String> DIRECTIONS =
      Set.of("left", "right", "on", "under", "front", "behind", "above", "below", "top", "bottom");

  private WhatsUpParsers() {}

  /// The one direction that stands in the answer as a word; two make it unknown, as none does.
  ///
  /// Where the question or its options offer directions, only those count: "on top of it" is on
  /// where left, right, on and under are offered. An answer may name an option by its letter, too.
  public static ParsedAnswer word(Question question, String raw) {
    String gold = gold(question);
    Set<String> offered = offered(question);
    offered.add(gold);
    var choices = new Choices(question.choices());
    String said = choices.in(raw).map(letter -> option(question, letter)).orElse(raw);
    List<String> named = words(said).stream().filter(offered::contains).distinct().toList();
    return ParsedAnswer.of(named.size() == 1 ? named.getFirst() : ParsedAnswer.UNKNOWN, gold);
  }

  /// AdaptVis's: the true direction anywhere in the answer, be it within a word; but "on" is wrong
  /// where "front" occurs, which contains it.
  public static ParsedAnswer adaptvis(Question question, String raw) {
    String gold = goldText(question);
    String answer = PlainText.lower(raw);
    boolean hidden = gold.equals("on") && answer.contains("front");
    return met(answer, gold, answer.contains(gold) && !hidden);
  }

  /// VIRAL's: the true direction in the answer, or the answer in the true direction. An empty
  /// answer, and "o" for "on", are therefore right: its defect, kept under its name.
  public static ParsedAnswer viral(Question question, String raw) {
    String gold = goldText(question);
    String answer = PlainText.lower(raw);
    return met(answer, gold, answer.contains(gold) || gold.contains(answer));
  }

  /// A rule of substrings reads no direction of its own: what does not meet the truth stays as it
  /// is.
  private static ParsedAnswer met(String answer, String gold, boolean found) {
    if (found) return new ParsedAnswer(gold, true);
    return answer.isEmpty() ? ParsedAnswer.unread() : new ParsedAnswer(answer, false);
  }

  private static String gold(Question question) {
    String text = goldText(question);
    Optional<String> direction = words(text).stream().filter(DIRECTIONS::contains).findFirst();
    return direction.orElse(text);
  }

  private static String goldText(Question question) {
    var choices = new Choices(question.choices());
    String truth = question.truth();
    return PlainText.lower(choices.in(truth).map(letter -> option(question, letter)).orElse(truth));
  }

  private static String option(Question question, String letter) {
    return question.choices().get(letter.charAt(0) - 'a');
  }

  /// One direction alone is part of what is asked, such as "the book on the table".
  private static Set<String> offered(Question question) {
    var texts = new ArrayList<>(question.choices());
    texts.add(question.text());
    var offered = new LinkedHashSet<String>();
    for (String text : texts)
      words(text).stream().filter(DIRECTIONS::contains).forEach(offered::add);
    return offered.size() > 1 ? offered : new LinkedHashSet<>(DIRECTIONS);
  }

  private static List<String> words(String text) {
    return Arrays.asList(PlainText.lower(text).split("[^\\p{L}\\d]+"));
  }
}
