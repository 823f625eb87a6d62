package io.viralstream.cli.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.console.Progress;
import io.viralstream.cli.feed.ImageFolder;
import io.viralstream.cli.feed.ImageUnavailable;
import io.viralstream.cli.feed.JsonSequence;
import io.viralstream.schemas.BenchmarkVersion;
import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.ImageRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A question file as a sealed benchmark will know it: its version and how many items it has.
///
/// The version is the hash of all items with their truth, which this side computes before it sends
/// anything: it names it on every item, and the gateway compares it at the seal.
public final class QuestionFile {
  private final Path file;
  private final ImageFolder images;

  /// What a file comes to.
  public record Contents(String version, int items) {}

  public QuestionFile(Path file, ImageFolder images) {
    this.file = file;
    this.images = images;
  }

  /// @throws IOException where the file cannot be read, a picture is missing, or one question has
  ///   two truths, with the place
  public Contents read(Progress progress) throws IOException {
    Map<String, String> hashes = new HashMap<>();
    try (var lines = JsonSequence.open(file)) {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        add(hashes, lines.count(), line.get());
        progress.at(lines.position(), hashes.size() + " items");
      }
      progress.at(lines.size(), hashes.size() + " items");
    }
    return new Contents(BenchmarkVersion.of(hashes.values()), hashes.size());
  }

  private void add(Map<String, String> hashes, int line, ObjectNode json) throws IOException {
    var item = item(line, json);
    var hash = BenchmarkVersion.itemHash(item);
    var other = hashes.putIfAbsent(item.getId(), hash);
    if (other != null && !other.equals(hash))
      throw new IOException(
          file.getFileName() + ", question " + line + ": asked before with another truth");
  }

  /// The item as the gateway will read it; its id, without the version, tells questions apart.
  private BenchmarkItem item(int line, ObjectNode json) throws IOException {
    var image = reference(line, json);
    var category = text(json, "category");
    var source = text(json, "question_id");
    var question = text(json, "text");
    var sha256 = image.stream().map(ImageRef::getSha256).findFirst().orElse("");
    return BenchmarkItem.newBuilder()
        .setId(ContentId.item("", "", category, source, sha256, question))
        .setSourceId(source)
        .setCategory(category)
        .setQuestion(question)
        .setTruth(text(json, "label"))
        .setChoices(choices(json))
        .setGroup(json.hasNonNull("group") ? text(json, "group") : null)
        .setImage(image.isEmpty() ? null : image.getFirst())
        .setFingerprints(new Fingerprints("", null))
        .build();
  }

  private List<ImageRef> reference(int line, ObjectNode json) throws IOException {
    if (!json.path("image").isTextual()) return List.of();
    try {
      var picture = images.read(json.path("image").asText());
      return List.of(new ImageRef(picture.sha256(), "", picture.bytes().length));
    } catch (ImageUnavailable e) {
      throw new IOException(file.getFileName() + ", question " + line + ": " + e.reason(), e);
    }
  }

  private static String text(ObjectNode json, String field) {
    return json.path(field).asText("");
  }

  private static List<String> choices(ObjectNode json) {
    var choices = new ArrayList<String>();
    json.path("choices").forEach(choice -> choices.add(choice.asText()));
    return choices;
  }
}
