package io.viralstream.datasets;

import io.viralstream.datasets.BenchmarkQuestion.Picture;
import io.viralstream.datasets.FileRecords.Part;
import io.viralstream.datasets.QuestionInput.LabelFile;
import io.viralstream.schemas.avro.GroupKind;
import io.viralstream.schemas.avro.ItemGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What's Up's files: of the controlled subsets `{"image_path", "caption_options"}`, of COCO and
/// Visual Genome `[id, caption, other caption]`; the first caption is the right one.
///
/// A model is asked which caption fits, with the captions in the order of their letters, so that
/// the right one is not always the first. Ids are row numbers from 0 in each subset.
///
/// Four pictures that share their captions are a set; two opposite directions of a set are a pair.
/// Where several sets share their captions, each picture joins the first set that lacks its
/// direction: rows that stand together, as in the data set's own files, stay together.
final class WhatsUpQuestions {
  private static final String WANTED = "Which of these captions fits the picture?";
  private static final int PAIR = 2;
  private static final int SET = 4;

  private final Optional<Subset> said;
  private final NotedKeys sets = new NotedKeys();
  private int rows;

  /// Parts of the benchmark, under the names of its own code, and what their files are called.
  private enum Subset {
    CONTROLLED_A("Controlled_Images_A", "controlled_images_dataset"),
    CONTROLLED_B("Controlled_Images_B", "controlled_clevr_dataset"),
    COCO_ONE("COCO_QA_one_obj", "coco_qa_one_obj"),
    COCO_TWO("COCO_QA_two_obj", "coco_qa_two_obj"),
    GENOME_ONE("VG_QA_one_obj", "vg_qa_one_obj"),
    GENOME_TWO("VG_QA_two_obj", "vg_qa_two_obj");

    private final String category;
    private final String stem;

    Subset(String category, String stem) {
      this.category = category;
      this.stem = stem;
    }

    private static Optional<Subset> named(String name) {
      return Stream.of(values()).filter(one -> one.category.equalsIgnoreCase(name)).findFirst();
    }

    private static Optional<Subset> ofFile(Path file) {
      String stem = MatchKey.picture(RowFiles.name(file));
      return Stream.of(values()).filter(one -> one.stem.equals(stem)).findFirst();
    }

    private static Optional<Subset> ofPicture(String path) {
      if (path.contains("controlled_images")) return Optional.of(CONTROLLED_A);
      return path.contains("controlled_clevr") ? Optional.of(CONTROLLED_B) : Optional.empty();
    }

    private static String names() {
      return String.join(", ", Stream.of(values()).map(one -> one.category).toList());
    }

    /// COCO's names of pictures have twelve digits.
    private String picture(String id) {
      return switch (this) {
        case COCO_ONE, COCO_TWO -> "0".repeat(Math.max(0, 12 - id.length())) + id + ".jpg";
        case CONTROLLED_A, CONTROLLED_B, GENOME_ONE, GENOME_TWO -> id + ".jpg";
      };
    }
  }

  /// Two opposite directions.
  private enum Axis {
    SIDE(List.of("left", "right")),
    HEIGHT(List.of("on", "under")),
    DEPTH(List.of("front", "behind"));

    private final List<String> directions;

    Axis(List<String> directions) {
      this.directions = directions;
    }

    /// "on" is looked for last: it stands in "on the left", too.
    private static Optional<Axis> of(String caption) {
      List<String> words = List.of(caption.toLowerCase(Locale.ROOT).split("[^a-z]+"));
      return Stream.of(SIDE, DEPTH, HEIGHT)
          .filter(axis -> axis.directions.stream().anyMatch(words::contains))
          .findFirst();
    }
  }

  private WhatsUpQuestions(Optional<Subset> said) {
    this.said = said;
  }

  static RecordSource<BenchmarkQuestion> open(QuestionInput input) throws IOException {
    var parts = new ArrayList<Part<BenchmarkQuestion>>();
    for (Path file : input.files()) parts.add(part(file, Subset.ofFile(file)));
    for (LabelFile file : input.labels()) parts.add(part(file.file(), said(file)));
    return new WholeGroups(new FileRecords<>(parts));
  }

  private static Part<BenchmarkQuestion> part(Path file, Optional<Subset> subset) {
    return Part.of(file, new WhatsUpQuestions(subset)::read);
  }

  private static Optional<Subset> said(LabelFile file) throws FileFault {
    if (file.split().isEmpty()) return Subset.ofFile(file.file());
    Optional<Subset> subset = Subset.named(file.split().get());
    if (subset.isPresent()) return subset;
    throw new FileFault(
        "--labels "
            + file.split().get()
            + "="
            + RowFiles.name(file.file())
            + ": no subset of What's Up, expected one of "
            + Subset.names());
  }

  private BenchmarkQuestion read(Row row) throws RecordFault, FileFault {
    boolean controlled = row.hasAll("image_path", "caption_options");
    if (!controlled && !row.hasAll("0", "1", "2"))
      throw row.fault(
          "expected {\"image_path\", \"caption_options\"} or [picture, caption, other caption]");
    String path = controlled ? row.filled("image_path") : row.filled("0");
    Subset subset = subset(row, path);
    List<String> captions =
        controlled ? row.texts("caption_options") : List.of(row.filled("1"), row.filled("2"));
    List<String> options = captions.stream().sorted().distinct().toList();
    if (options.size() < captions.size() || options.size() < 2)
      throw row.fault("caption_options: " + captions + ", expected two or more that differ");
    return new BenchmarkQuestion(
        subset.category,
        Integer.toString(rows++),
        question(options),
        captions.getFirst(),
        options,
        controlled ? groups(row, subset, captions, options) : List.of(),
        Optional.of(Picture.named(controlled ? path : subset.picture(path))));
  }

  private Subset subset(Row row, String path) throws FileFault {
    Optional<Subset> subset = said.or(() -> Subset.ofPicture(path));
    if (subset.isPresent()) return subset.get();
    throw new FileFault(
        row.place()
            + ": which subset of What's Up this is, is not said, expected --labels"
            + " SUBSET=FILE with one of "
            + Subset.names());
  }

  private static String question(List<String> options) {
    var text = new StringBuilder(WANTED);
    for (int at = 0; at < options.size(); at++)
      text.append('\n').append('(').append((char) ('A' + at)).append(") ").append(options.get(at));
    return text.toString();
  }

  private List<ItemGroup> groups(
      Row row, Subset subset, List<String> captions, List<String> options) throws RecordFault {
    Axis axis =
        Axis.of(captions.getFirst())
            .orElseThrow(() ->
                row.fault(
                    "caption_options: "
                        + Row.shown(captions.getFirst())
                        + ", expected a direction such as left, on or behind"));
    String set = subset.category + "/" + set(captions.getFirst(), options);
    return List.of(
        new ItemGroup(GroupKind.PAIR, set + "/" + axis.name().toLowerCase(Locale.ROOT), PAIR),
        new ItemGroup(GroupKind.SET, set, SET));
  }

  /// The number of the set that a picture joins, from 0 in order of their first pictures.
  private long set(String caption, List<String> options) {
    String shared = String.join("\n", options);
    String round = Long.toString(sets.count("caption", shared, caption));
    OptionalLong known = sets.find("set", shared, round);
    if (known.isPresent()) return known.getAsLong();
    long number = sets.count("sets") - 1;
    sets.put(number, "set", shared, round);
    return number;
  }
}
