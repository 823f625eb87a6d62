package io.viralstream.scoring.parse;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The kinds of truth that the generic rule knows, each with its way of reading an answer.
sealed interface AnswerKey {
  ParsedAnswer read(String raw);

  static AnswerKey of(Question question) {
    var choices = new Choices(question.choices());
    Optional<String> letter = choices.in(question.truth());
    if (letter.isPresent()) return new Option(choices, letter.get());
    String text = BareAnswer.of(question.truth());
    if (YesNo.WORDS.contains(text)) return new YesNo(text);
    return Numbers.whole(text).<AnswerKey>map(Quantity::new).orElseGet(() -> new Exact(text));
  }

  /// One of the options of a multiple choice.
  record Option(Choices choices, String letter) implements AnswerKey {
    @Override
    public ParsedAnswer read(String raw) {
      return ParsedAnswer.of(choices.in(raw).orElse(ParsedAnswer.UNKNOWN), letter);
    }
  }

  /// Yes or no. Only the first word counts: "No, it is yes-shaped" is no.
  record YesNo(String word) implements AnswerKey {
    private static final Set<String> WORDS = Set.of("yes", "no");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}]");

    @Override
    public ParsedAnswer read(String raw) {
      String first = NO_LETTER.split(BareAnswer.of(raw), 2)[0];
      return ParsedAnswer.of(WORDS.contains(first) ? first : ParsedAnswer.UNKNOWN, word);
    }
  }

  /// A number, in the form that `Numbers` gives to all equal ones.
  record Quantity(String number) implements AnswerKey {
    @Override
    public ParsedAnswer read(String raw) {
      return ParsedAnswer.of(Numbers.only(raw).orElse(ParsedAnswer.UNKNOWN), number);
    }
  }

  /// Text that must be the same.
  record Exact(String text) implements AnswerKey {
    @Override
    public ParsedAnswer read(String raw) {
      String answer = BareAnswer.of(raw);
      return ParsedAnswer.of(answer.isEmpty() ? ParsedAnswer.UNKNOWN : answer, text);
    }
  }
}
