package io.viralstream.scoring.parse;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// CHAIR's words for objects: one line for each object, its name first.
///
/// The line "dog, puppy, hound" says that all three mean dog. Of a word in two lines the later line
/// counts, as in CHAIR's own script.
public final class SynonymTable {
  /// No word names an object.
  public static final SynonymTable NONE = new SynonymTable(List.of());

  private static final Map<String, String> IRREGULAR =
      Map.of(
          "people", "person",
          "children", "child",
          "mice", "mouse",
          "geese", "goose",
          "feet", "foot",
          "teeth", "tooth",
          "oxen", "ox");

  private final Map<String, String> objects = new HashMap<>();

  /// What one token may be: single words, and the parts of double ones.
  private final Set<String> tokens = new HashSet<>();

  /// @param lines of the synonyms' file; empty ones are passed over
  /// @throws IllegalArgumentException naming the line that has an empty word
  public SynonymTable(List<String> lines) {
    for (int line = 0; line < lines.size(); line++) {
      if (!lines.get(line).isBlank()) put(lines.get(line), line + 1);
    }
    ChairWords.parts().forEach(tokens::add);
  }

  /// @param text of the synonyms' file
  /// @throws IllegalArgumentException naming the line that has an empty word
  public static SynonymTable of(String text) {
    return new SynonymTable(text.lines().toList());
  }

  private void put(String line, int number) {
    List<String> words = List.of(PlainText.lower(line).split(",", -1));
    String object = words.getFirst().strip();
    for (String word : words) {
      if (word.isBlank())
        throw new IllegalArgumentException(
            "line " + number + ": an empty word, expected words with commas between them");
      objects.put(word.strip(), object);
      tokens.addAll(List.of(word.strip().split(" ")));
    }
  }

  /// The object that a word means.
  public Optional<String> object(String word) {
    return Optional.ofNullable(objects.get(word));
  }

  /// A token in the form in which the table or a double word has it, or itself where none does:
  /// "buses" is "bus", "knives" is "knife", "glass" stays.
  String singular(String token) {
    if (tokens.contains(token)) return token;
    return forms(token).stream().filter(tokens::contains).findFirst().orElse(token);
  }

  private static List<String> forms(String token) {
    Optional<String> irregular = Optional.ofNullable(IRREGULAR.get(token));
    if (irregular.isPresent()) return List.of(irregular.get());
    if (token.endsWith("men")) return List.of(without(token, 3) + "man");
    if (token.endsWith("ies")) return List.of(without(token, 3) + "y", without(token, 1));
    if (token.endsWith("ves"))
      return List.of(without(token, 3) + "f", without(token, 3) + "fe", without(token, 1));
    if (token.endsWith("es")) return List.of(without(token, 1), without(token, 2));
    return token.endsWith("s") ? List.of(without(token, 1)) : List.of();
  }

  private static String without(String token, int end) {
    return token.substring(0, token.length() - end);
  }
}
