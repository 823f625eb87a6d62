package io.viralstream.cli.replay;

import io.viralstream.cli.client.KnownItem;
import io.viralstream.datasets.RecordedAnswer;
import io.viralstream.schemas.avro.BenchmarkItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is known of a question: of an item all of it, of an answer what its file says.
///
/// @param sourceId the id in the file of questions
/// @param picture the benchmark's name for the picture
record ItemClues(
    Optional<String> category,
    Optional<String> sourceId,
    Optional<String> picture,
    Optional<String> question) {
  private static final int SHOWN = 80;

  static ItemClues of(RecordedAnswer answer) {
    return new ItemClues(answer.category(), answer.sourceId(), answer.picture(), answer.question());
  }

  static ItemClues of(BenchmarkItem item) {
    return new ItemClues(
        Optional.of(item.getCategory()),
        Optional.of(item.getSourceId()),
        item.getImageName(),
        Optional.of(item.getQuestion()));
  }

  static ItemClues of(KnownItem item) {
    return new ItemClues(
        Optional.of(item.category()),
        Optional.of(item.sourceId()),
        item.imageName(),
        Optional.of(item.question()));
  }

  /// Whether it says more than the words of the question and where it belongs.
  boolean tellsWhich() {
    return sourceId.isPresent() || picture.isPresent();
  }

  /// What is looked up, the strictest first: all that is known; the same without the picture, which
  /// an item may not name; the same by the picture, since another file may number otherwise.
  List<ItemClues> lookups() {
    var lookups = new ArrayList<ItemClues>();
    lookups.add(this);
    if (sourceId.isPresent() && picture.isPresent()) {
      lookups.add(new ItemClues(category, sourceId, Optional.empty(), question));
      if (question.isPresent())
        lookups.add(new ItemClues(category, Optional.empty(), picture, question));
    }
    return lookups;
  }

  /// `category "random", question_id "7", image "a.jpg", question "Is there …?"`.
  String sentence() {
    return Stream.of(
            named("category", category),
            named("question_id", sourceId),
            named("image", picture),
            named("question", question))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> named(String name, Optional<String> value) {
    return value
        .map(text -> text.replaceAll("\\s+", " "))
        .map(line -> line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…")
        .map(shown -> name + " \"" + shown + "\"");
  }
}
