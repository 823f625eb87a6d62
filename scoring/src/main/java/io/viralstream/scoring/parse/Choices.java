package io.viralstream.scoring.parse;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The options of a multiple choice, and what names one of them: its letter, its letter with its
/// text, or its text.
///
/// With the options "red" and "a blue dot", "B", "(b)", "[B]", "b. a blue dot", "**A blue dot.**"
/// and "Answer: B" all name b. Where an option is itself a letter, that letter names it and no
/// other: of "C", "D", "A", "B" the answers "A", "(A)" and "A. C" all name the third.
///
/// @param options in the order of their letters
public record Choices(List<String> options) {
  private static final int ALPHABET = 26;

  /// A letter alone, in brackets, or before a dot, bracket or colon.
  private static final Pattern LETTER =
      Pattern.compile("^(?:option |choice )?(?:[(\\[]([a-z])[)\\]]|([a-z])(?:$|[.):\\]]))");

  public Choices {
    options = List.copyOf(options);
  }

  /// The letter of the option that a text names; without options, none.
  public Optional<String> in(String text) {
    if (options.isEmpty()) return Optional.empty();
    String answer = BareAnswer.of(text);
    return spelled(answer).or(() -> lettered(answer));
  }

  /// Where an option stands that says the same as an earlier one.
  public Optional<Integer> doubled() {
    List<String> bare = options.stream().map(BareAnswer::of).toList();
    return IntStream.range(0, bare.size())
        .filter(i -> bare.indexOf(bare.get(i)) < i)
        .boxed()
        .findFirst();
  }

  private Optional<String> spelled(String bare) {
    for (int i = 0; i < options.size() && i < ALPHABET; i++) {
      if (BareAnswer.of(options.get(i)).equals(bare)) return Optional.of(letter(i));
    }
    return Optional.empty();
  }

  private Optional<String> lettered(String bare) {
    Matcher match = LETTER.matcher(bare);
    if (!match.find()) return Optional.empty();
    String letter = Optional.ofNullable(match.group(1)).orElseGet(() -> match.group(2));
    return spelled(letter)
        .or(() -> Optional.of(letter).filter(one -> one.charAt(0) - 'a' < options.size()));
  }

  private static String letter(int index) {
    return Character.toString('a' + index);
  }
}
