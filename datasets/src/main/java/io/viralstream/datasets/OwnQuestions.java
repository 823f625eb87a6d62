package io.viralstream.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import io.viralstream.datasets.BenchmarkQuestion.Picture;
import io.viralstream.schemas.avro.GroupKind;
import io.viralstream.schemas.avro.ItemGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Questions in the form that the gateway takes: `{"question_id", "text", "label", "category"?,
/// "choices"?, "image"?, "image_name"?, "groups"?}`.
final class OwnQuestions {
  /// The category of a question that names none.
  static final String WHOLE = "all";

  private OwnQuestions() {}

  static boolean is(Row row) {
    return row.has("question_id") && row.has("text") && row.fields().has("label");
  }

  static RecordSource<BenchmarkQuestion> open(List<Path> files) throws IOException {
    var parts = new ArrayList<FileRecords.Part<BenchmarkQuestion>>();
    for (Path file : files) parts.add(FileRecords.Part.of(file, OwnQuestions::read));
    return new FileRecords<>(parts);
  }

  private static BenchmarkQuestion read(Row row) throws RecordFault {
    return new BenchmarkQuestion(
        row.optional("category").orElse(WHOLE),
        row.filled("question_id"),
        row.filled("text"),
        row.text("label"),
        row.has("choices") ? row.texts("choices") : List.of(),
        groups(row),
        row.first("image", "image_name").map(Picture::named));
  }

  private static List<ItemGroup> groups(Row row) throws RecordFault {
    var groups = new ArrayList<ItemGroup>();
    for (JsonNode one : row.fields().path("groups")) {
      String name = one.path("kind").asText();
      GroupKind kind =
          Arrays.stream(GroupKind.values())
              .filter(known -> known != GroupKind.UNKNOWN)
              .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(name))
              .findFirst()
              .orElseThrow(() ->
                  row.fault("groups: kind=" + Row.shown(name) + ", expected a kind such as pair"));
      groups.add(new ItemGroup(kind, one.path("id").asText(), one.path("size").asInt()));
    }
    return groups;
  }
}
