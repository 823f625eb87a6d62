package io.viralstream.datasets;

import io.viralstream.scoring.figures.ScoredItem;
import io.viralstream.scoring.figures.ScoredItem.Group;
import io.viralstream.scoring.figures.ScoredItem.Kind;
import io.viralstream.scoring.parse.ParsedAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Sources read to their ends, and files written for them.
final class Sources {
  private Sources() {}

  static <T> List<T> all(RecordSource<T> source) throws IOException, RecordFault {
    var records = new ArrayList<T>();
    try (source) {
      for (Optional<RecordSource.Placed<T>> one = source.next();
          one.isPresent();
          one = source.next()) records.add(one.get().record());
    }
    return records;
  }

  static Path file(Path folder, String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  /// A file of the tests' resources.
  static Path resource(Path folder, String name) throws IOException {
    try (var input = Sources.class.getResourceAsStream(name)) {
      return Files.write(
          folder.resolve(name), Optional.ofNullable(input).orElseThrow().readAllBytes());
    }
  }

  /// The questions as items, all answered, those at some indexes wrongly.
  static List<ScoredItem> scored(List<BenchmarkQuestion> questions, Integer... wrong) {
    return IntStream.range(0, questions.size())
        .mapToObj(at -> scored(at, questions.get(at), !List.of(wrong).contains(at)))
        .toList();
  }

  private static ScoredItem scored(int at, BenchmarkQuestion question, boolean correct) {
    List<Group> groups =
        question.groups().stream()
            .map(group -> new Group(Kind.valueOf(group.getKind().name()), group.getId()))
            .toList();
    return new ScoredItem(
        Integer.toString(at),
        question.category(),
        question.truth(),
        groups,
        Optional.of(new ParsedAnswer("said", correct)));
  }
}
