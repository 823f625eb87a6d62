package io.viralstream.datasets;

import io.viralstream.datasets.BenchmarkQuestion.Picture;
import io.viralstream.scoring.parse.ChairParser;
import io.viralstream.scoring.parse.SynonymTable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// CHAIR: captions of COCO's pictures, `{"image_id", "caption"}`, and as questions the pictures
/// that a file of captions names, or all that COCO's annotations have.
///
/// A model is asked what the captions' file says as `question` or `prompt`, else to describe the
/// picture.
final class ChairFiles {
  private static final String DESCRIBE = "Please describe this image in detail.";
  private static final long SYNONYMS = 1 << 20; // bytes

  /// The digits at the end of a name: `COCO_val2014_000000391895.jpg` is picture 391895.
  private static final Pattern NUMBER = Pattern.compile("([0-9]{1,15})(\\.[A-Za-z]+)?$");

  private ChairFiles() {}

  /// A picture that a file of captions names.
  private record Named(String place, String question) {}

  static RecordSource<BenchmarkQuestion> questions(QuestionInput input)
      throws IOException, RecordFault {
    Path synonyms =
        input
            .synonyms()
            .orElseThrow(() -> new FileFault("CHAIR: no synonyms, expected --synonyms FILE"));
    if (input.labels().isEmpty())
      throw new FileFault(
          "CHAIR: no annotations, expected COCO's: --labels instances_val2014.json --labels"
              + " captions_val2014.json");
    var parser = new ChairParser(table(synonyms));
    Map<Long, Named> named = named(input.files());
    Optional<TreeSet<Long>> wanted =
        named.isEmpty() ? Optional.empty() : Optional.of(new TreeSet<>(named.keySet()));
    var objects = new CocoObjects(parser, wanted);
    objects.read(input.labels());
    if (named.isEmpty())
      for (long picture : objects.pictures()) named.put(picture, new Named("COCO", DESCRIBE));
    return new Pictures(named, objects);
  }

  /// @throws FileFault where the file is too large, no text, or no table
  static SynonymTable table(Path file) throws IOException {
    return table(file, text(file));
  }

  private static SynonymTable table(Path file, String text) throws FileFault {
    try {
      return SynonymTable.of(text);
    } catch (IllegalArgumentException wrong) {
      throw new FileFault(RowFiles.name(file) + ", " + wrong.getMessage(), wrong);
    }
  }

  static String text(Path file) throws IOException {
    if (!Files.isRegularFile(file)) throw new FileFault(file + ": there is no such file");
    if (Files.size(file) > SYNONYMS)
      throw new FileFault(
          RowFiles.name(file)
              + ": has "
              + Files.size(file)
              + " bytes, expected at most "
              + SYNONYMS);
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new FileFault(RowFiles.name(file) + ": no text in UTF-8", e);
    }
  }

  private static Map<Long, Named> named(List<Path> files) throws IOException, RecordFault {
    var named = new LinkedHashMap<Long, Named>();
    for (Path file : files) {
      try (RecordSource<Row> rows = RowFiles.open(file)) {
        for (Optional<RecordSource.Placed<Row>> row = rows.next();
            row.isPresent();
            row = rows.next()) {
          Row one = row.get().record();
          if (named.size() >= FileRecords.MOST)
            throw new FileFault(one.place() + ": more than " + FileRecords.MOST + " pictures");
          String question = one.first("question", "prompt").orElse(DESCRIBE);
          named.putIfAbsent(picture(one), new Named(one.place(), question));
        }
      }
    }
    return named;
  }

  static boolean isAnswer(Row row) {
    return row.has("image_id") && row.fields().has("caption");
  }

  static RecordSource<RecordedAnswer> answers(Path file) throws IOException {
    return FileRecords.of(
        file,
        row ->
            new RecordedAnswer(
                Optional.of(OwnQuestions.WHOLE),
                Optional.of(Long.toString(picture(row))),
                Optional.empty(),
                Optional.empty(),
                row.text("caption"),
                Optional.empty()));
  }

  private static long picture(Row row) throws RecordFault {
    String text = row.filled(row.has("image_id") ? "image_id" : "image");
    Matcher number = NUMBER.matcher(text);
    if (number.find()) return Long.parseLong(number.group(1));
    throw row.fault("image_id: " + Row.shown(text) + ", expected the number of a picture of COCO");
  }

  /// One question a picture.
  private static final class Pictures implements RecordSource<BenchmarkQuestion> {
    private final int size;
    private final Iterator<Map.Entry<Long, Named>> named;
    private final CocoObjects objects;
    private long position;

    private Pictures(Map<Long, Named> named, CocoObjects objects) {
      this.size = named.size();
      this.named = named.entrySet().iterator();
      this.objects = objects;
    }

    @Override
    public Optional<Placed<BenchmarkQuestion>> next() throws IOException, RecordFault {
      if (!named.hasNext()) return Optional.empty();
      position++;
      Map.Entry<Long, Named> picture = named.next();
      String place = picture.getValue().place();
      String truth =
          objects
              .truth(picture.getKey())
              .orElseThrow(() ->
                  new RecordFault(
                      place,
                      "image_id: " + picture.getKey() + " is not among COCO's annotated pictures"));
      return Optional.of(
          new Placed<>(
              place,
              new BenchmarkQuestion(
                  OwnQuestions.WHOLE,
                  Long.toString(picture.getKey()),
                  picture.getValue().question(),
                  truth,
                  List.of(),
                  List.of(),
                  objects.name(picture.getKey()).map(Picture::named))));
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public void close() {
      // Nothing is open: the files were read before.
    }
  }
}
