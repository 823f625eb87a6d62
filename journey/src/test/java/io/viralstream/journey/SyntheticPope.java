package io.viralstream.journey;

import io.viralstream.schemas.BenchmarkVersion;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Fingerprints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Questions in POPE's three splits with answers of a model that nobody asks, and the counts that
/// they come to.
///
/// Pictures are known by name alone. Ids restart in each split, as in POPE's own files.
final class SyntheticPope {
  /// What a model said, as the benchmark's own parser takes it: it says no only where the first
  /// sentence has "No", "no" or "not".
  private enum Said {
    TP("yes", "Yes, there is a dog."),
    TP_OF_ANOTHER_FORM("yes", "There is. No doubt."),
    FN("yes", "No, there is not."),
    TN("no", "There is no dog, I think."),
    FP("no", "Yes"),
    FP_OF_NOTHING("no", "");

    private final String label;
    private final String answer;

    Said(String label, String answer) {
      this.label = label;
      this.answer = answer;
    }

    private String cell() {
      return name().substring(0, 2);
    }
  }

  /// One question and what was said to it.
  ///
  /// @param cell of the table that the answer belongs to: TP, FP, TN or FN
  record Line(String split, int number, String label, String answer, String cell) {
    String question() {
      return "Is there a dog in picture " + number + "?";
    }

    String picture() {
      return "COCO_" + number % 8 + ".jpg";
    }

    String json() {
      return "{\"question_id\":%d,\"category\":\"%s\",\"image_name\":\"%s\",\"text\":\"%s\",\"label\":\"%s\"}"
          .formatted(number, split, picture(), question(), label);
    }

    private BenchmarkItem item() {
      return BenchmarkItem.newBuilder()
          .setId("")
          .setSourceId(Integer.toString(number))
          .setCategory(split)
          .setQuestion(question())
          .setTruth(label)
          .setImageName(picture())
          .setGroups(List.of())
          .setFingerprints(new Fingerprints("", null))
          .build();
    }
  }

  private static final int EACH = 40;

  private SyntheticPope() {}

  static List<Line> lines() {
    var lines = new ArrayList<Line>();
    for (String split : List.of("random", "popular", "adversarial"))
      IntStream.range(0, EACH).mapToObj(number -> line(split, number)).forEach(lines::add);
    return lines;
  }

  /// Each split has counts of its own.
  private static Line line(String split, int number) {
    Said said = Said.values()[number * split.length() % Said.values().length];
    return new Line(split, number, said.label, said.answer, said.cell());
  }

  /// The version as a client computes it.
  static String version() {
    return BenchmarkVersion.of(
        lines().stream().map(Line::item).map(BenchmarkVersion::itemHash).toList());
  }

  /// How many answers belong to each cell of each split, such as `random TP`.
  static Map<String, Long> counts() {
    return lines().stream()
        .collect(
            Collectors.groupingBy(line -> line.split() + " " + line.cell(), Collectors.counting()));
  }
}
