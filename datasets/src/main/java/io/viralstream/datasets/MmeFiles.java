package io.viralstream.datasets;

import io.viralstream.datasets.BenchmarkQuestion.Picture;
import io.viralstream.datasets.FileRecords.Part;
import io.viralstream.datasets.TableRows.Marks;
import io.viralstream.datasets.TableRows.Names;
import io.viralstream.schemas.avro.GroupKind;
import io.viralstream.schemas.avro.ItemGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// MME's folder of one file a subtask: lines of picture, question and truth with tabs between them,
/// and behind those the answer where the files are answers.
///
/// Names of pictures repeat between subtasks, so a picture is `OCR/0001.jpg`. Its two questions
/// have no id of their own: they are `OCR/0001/1` and `OCR/0001/2`, in the file's order.
final class MmeFiles {
  private static final int QUESTIONS = 2;
  private static final String ENDING = ".txt";

  private final String subtask;
  private final NotedKeys numbers = new NotedKeys();

  private MmeFiles(String subtask) {
    this.subtask = subtask;
  }

  static RecordSource<BenchmarkQuestion> questions(List<Path> inputs) throws IOException {
    var parts = new ArrayList<Part<BenchmarkQuestion>>();
    for (Path file : files(inputs)) {
      var subtask = new MmeFiles(stem(file));
      parts.add(part(file, row -> subtask.question(row, 3)));
    }
    return new WholeGroups(new FileRecords<>(parts));
  }

  static RecordSource<RecordedAnswer> answers(Path input) throws IOException {
    var parts = new ArrayList<Part<RecordedAnswer>>();
    for (Path file : files(List.of(input))) {
      var subtask = new MmeFiles(stem(file));
      parts.add(part(file, subtask::answer));
    }
    return new FileRecords<>(parts);
  }

  private static <T> Part<T> part(Path file, FileRecords.Reading<T> reading) {
    return new Part<>(file, () -> TableRows.open(file, Marks.TABS, Names.BY_INDEX), reading);
  }

  private static List<Path> files(List<Path> inputs) throws IOException {
    var files = new ArrayList<Path>();
    for (Path input : inputs) {
      if (!Files.isDirectory(input)) {
        files.add(input);
        continue;
      }
      try (Stream<Path> inside = Files.list(input)) {
        inside.filter(MmeFiles::isSubtask).sorted().forEach(files::add);
      }
    }
    if (files.isEmpty())
      throw new FileFault(inputs + ": no files, expected MME's folder with one .txt a subtask");
    for (Path file : files)
      if (!Files.isRegularFile(file)) throw new FileFault(file + ": there is no such file");
    return files;
  }

  private static boolean isSubtask(Path file) {
    return Files.isRegularFile(file) && RowFiles.name(file).endsWith(ENDING);
  }

  private static String stem(Path file) {
    return MatchKey.picture(RowFiles.name(file));
  }

  private BenchmarkQuestion question(Row row, int columns) throws RecordFault {
    int has = row.fields().size();
    if (has != columns && !(columns == 3 && has == 4))
      throw row.fault(
          has
              + " columns, expected picture, question"
              + (columns == 4 ? ", truth and answer" : " and truth")
              + " with tabs between them");
    String picture = subtask + "/" + row.filled("0");
    String bare = MatchKey.picture(picture);
    return new BenchmarkQuestion(
        subtask,
        bare + "/" + numbers.count(bare),
        row.filled("1"),
        row.yesOrNo("2").strip(),
        List.of(),
        List.of(group(picture)),
        Optional.of(Picture.named(picture)));
  }

  /// The group of a picture's two questions.
  static ItemGroup group(String picture) {
    return new ItemGroup(GroupKind.IMAGE, MatchKey.picture(picture), QUESTIONS);
  }

  private RecordedAnswer answer(Row row) throws RecordFault {
    BenchmarkQuestion asked = question(row, 4);
    return new RecordedAnswer(
        Optional.of(subtask),
        Optional.empty(),
        asked.picture().map(Picture::name),
        Optional.of(asked.question()),
        row.text("3"),
        Optional.of(asked));
  }
}
