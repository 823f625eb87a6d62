package io.viralstream.scoring.parse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// CHAIR's captions: which objects a caption mentions, and whether all of them are in the picture.
///
/// "Two puppies and a baby elephant on a train track." mentions dog and elephant. What it read is
/// the objects in order, with their repetitions: "dog, elephant". A caption without any is right.
///
/// Its own script takes the singular from a library of Python's; here a token is put into the form
/// that the synonyms have.
///
/// @param synonyms which belong to the truth's version
public record ChairParser(SynonymTable synonyms) implements Parser {
  private static final String BETWEEN = ", ";

  /// Stands where a mark parts two words: "bow, tie" is no bow tie.
  private static final String MARK = "";

  /// The truth of a picture: the objects of its segments, and those that its captions mention.
  ///
  /// @param segments names of the annotated segments' categories
  /// @param captions the captions that people wrote
  /// @throws IllegalArgumentException where the synonyms lack a segment's name
  public String truth(Collection<String> segments, Collection<String> captions) {
    var objects = new TreeSet<String>();
    for (String segment : segments) objects.add(segmentObject(segment));
    for (String caption : captions) objects.addAll(mentions(caption));
    return String.join(BETWEEN, objects);
  }

  private String segmentObject(String segment) {
    return synonyms
        .object(PlainText.lower(segment))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "segment=" + segment + ", expected a word of the synonyms"));
  }

  @Override
  public ParsedAnswer read(Question question, String raw) {
    List<String> mentions = mentions(raw);
    Set<String> present = Set.copyOf(objects(question.truth()));
    return new ParsedAnswer(String.join(BETWEEN, mentions), present.containsAll(mentions));
  }

  /// The objects of a truth, or of what was read.
  public static List<String> objects(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(BETWEEN, -1));
  }

  /// The objects that a caption mentions, in its order and with repetitions.
  List<String> mentions(String caption) {
    List<String> words = words(caption);
    boolean toilet = words.contains("toilet");
    return words.stream()
        .filter(word -> !(toilet && word.equals("seat")))
        .flatMap(word -> synonyms.object(word).stream())
        .toList();
  }

  private List<String> words(String caption) {
    List<String> tokens = tokens(caption);
    var words = new ArrayList<String>();
    for (int at = 0; at < tokens.size(); at++) {
      String next = at + 1 < tokens.size() ? tokens.get(at + 1) : MARK;
      Optional<String> together = ChairWords.together(tokens.get(at), next);
      words.add(together.orElse(tokens.get(at)));
      if (together.isPresent()) at++;
    }
    return words;
  }

  /// Words of letters, digits and inner hyphens, in the singular; a [#MARK] for what else there is.
  private List<String> tokens(String caption) {
    var tokens = new ArrayList<String>();
    var word = new StringBuilder();
    for (char one : (PlainText.lower(caption) + " ").toCharArray()) {
      boolean inner = Character.isLetterOrDigit(one) || (one == '-' && !word.isEmpty());
      if (inner) {
        word.append(one);
        continue;
      }
      if (!word.isEmpty()) tokens.add(synonyms.singular(word.toString()));
      word.setLength(0);
      if (!Character.isWhitespace(one)) tokens.add(MARK);
    }
    return tokens;
  }
}
