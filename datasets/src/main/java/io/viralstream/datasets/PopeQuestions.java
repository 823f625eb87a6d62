package io.viralstream.datasets;

import io.viralstream.datasets.BenchmarkQuestion.Picture;
import io.viralstream.datasets.QuestionInput.LabelFile;
import io.viralstream.datasets.RecordSource.Placed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// POPE's questions: from its label files alone, or from LLaVA's question file, which has no truth,
/// joined with them.
///
/// A label file is one split, which stands only in its name: it is said beside the file. Ids
/// restart in each, so LLaVA's questions meet their labels by split, picture and text, without the
/// sentence that LLaVA appends.
final class PopeQuestions {
  private final NotedKeys truths = new NotedKeys();
  private final List<String> splits = new ArrayList<>();

  private PopeQuestions() {}

  static RecordSource<BenchmarkQuestion> open(QuestionInput input) throws IOException, RecordFault {
    if (input.files().isEmpty() && input.labels().isEmpty())
      throw new FileFault("POPE: no files, expected its label files: --labels random=FILE");
    for (Path file : input.files())
      if (!OwnQuestions.is(RowFiles.first(file))) return joined(input);
    if (input.labels().isEmpty()) return OwnQuestions.open(input.files());
    if (!input.files().isEmpty())
      throw new FileFault(
          RowFiles.name(input.files().getFirst())
              + ": has labels itself, expected a file without them beside --labels");
    return labelled(input.labels());
  }

  private static RecordSource<BenchmarkQuestion> labelled(List<LabelFile> files)
      throws IOException, RecordFault {
    var parts = new ArrayList<FileRecords.Part<BenchmarkQuestion>>();
    for (LabelFile file : files) {
      Row first = RowFiles.first(file.file());
      if (file.split().isEmpty() && !first.has("category")) throw noSplit(file.file());
      parts.add(FileRecords.Part.of(file.file(), row -> question(row, split(row, file))));
    }
    return new FileRecords<>(parts);
  }

  private static FileFault noSplit(Path file) {
    String name = RowFiles.name(file);
    return new FileFault(
        name
            + ": its split is not said, expected --labels random="
            + name
            + " (or popular=, adversarial=)");
  }

  private static String split(Row row, LabelFile file) throws RecordFault {
    return file.split().isPresent() ? file.split().get() : row.filled("category");
  }

  private static BenchmarkQuestion question(Row row, String split) throws RecordFault {
    return question(row, split, row.yesOrNo("label"));
  }

  private static BenchmarkQuestion question(Row row, String split, String truth)
      throws RecordFault {
    return new BenchmarkQuestion(
        split,
        row.filled("question_id"),
        row.filled("text"),
        truth,
        List.of(),
        List.of(),
        Optional.of(Picture.named(row.filled("image"))));
  }

  private static RecordSource<BenchmarkQuestion> joined(QuestionInput input)
      throws IOException, RecordFault {
    Path file = input.files().getFirst();
    Row first = RowFiles.first(file);
    if (!first.hasAll("question_id", "image", "text", "category"))
      throw new FileFault(
          first.place()
              + ": expected POPE's questions with question_id, image, text, and label or category");
    if (input.labels().isEmpty())
      throw new FileFault(
          RowFiles.name(file)
              + ": has no labels, expected POPE's label files:"
              + " --labels random=FILE --labels popular=FILE --labels adversarial=FILE");
    var labels = new PopeQuestions();
    for (LabelFile labelFile : input.labels()) labels.read(labelFile);
    var parts = new ArrayList<FileRecords.Part<BenchmarkQuestion>>();
    for (Path one : input.files()) parts.add(FileRecords.Part.of(one, labels::join));
    return new FileRecords<>(parts);
  }

  private void read(LabelFile file) throws IOException, RecordFault {
    try (RecordSource<BenchmarkQuestion> questions = labelled(List.of(file))) {
      for (Optional<Placed<BenchmarkQuestion>> one = questions.next();
          one.isPresent();
          one = questions.next()) take(one.get().place(), one.get().record());
    }
  }

  private void take(String place, BenchmarkQuestion question) throws RecordFault {
    if (!splits.contains(question.category())) splits.add(question.category());
    String[] key = key(question);
    long truth = question.truth().strip().equalsIgnoreCase("yes") ? 1 : 0;
    OptionalLong known = truths.find(key);
    if (known.isPresent() && known.getAsLong() != truth)
      throw new RecordFault(place, "label: the same question has another label before");
    truths.put(truth, key);
  }

  private static String[] key(BenchmarkQuestion question) {
    String picture = question.picture().map(Picture::name).orElse("");
    return new String[] {question.category(), picture, MatchKey.text(question.question())};
  }

  private BenchmarkQuestion join(Row row) throws RecordFault, FileFault {
    BenchmarkQuestion unlabelled = question(row, row.filled("category"), "");
    String split = unlabelled.category();
    if (!splits.contains(split))
      throw new FileFault(
          row.place()
              + ": category: "
              + Row.shown(split)
              + " has no label file, expected --labels "
              + split
              + "=FILE");
    OptionalLong truth = truths.find(key(unlabelled));
    if (truth.isEmpty())
      throw row.fault(
          "text: "
              + Row.shown(unlabelled.question())
              + " about "
              + unlabelled.picture().map(Picture::name).orElse("")
              + " has no label in split "
              + split);
    return question(row, split, truth.getAsLong() == 1 ? "yes" : "no");
  }
}
