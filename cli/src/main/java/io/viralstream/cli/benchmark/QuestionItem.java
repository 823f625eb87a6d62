package io.viralstream.cli.benchmark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.feed.ImageFolder.LocalImage;
import io.viralstream.datasets.BenchmarkQuestion;
import io.viralstream.datasets.BenchmarkQuestion.Picture;
import io.viralstream.gateway.Limits;
import io.viralstream.gateway.benchmarks.QuestionFormat;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.schemas.BenchmarkVersion;
import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.ItemGroup;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// One question of a benchmark's file as the gateway is told of it.
///
/// The gateway's own format reads it here too, so that both sides know the same item.
///
/// @param json one line of `POST /v1/benchmarks/{name}/items`
/// @param item what the gateway makes of it, without an id
/// @param idHash the part of its id that is the same in every version: a SHA-256 in hex
public record QuestionItem(ObjectNode json, BenchmarkItem item, String idHash) {
  private static final BoundedJson JSON = new BoundedJson(Limits.defaults().longestString());
  private static final QuestionFormat FORMAT = new QuestionFormat(Limits.unbounded());

  /// A question whose picture is told by its name alone.
  ///
  /// @throws ProblemException naming the field that no gateway would take
  public static QuestionItem of(BenchmarkQuestion question) {
    return of(question, Optional.empty());
  }

  /// @param image the picture's bytes, where they are sent beside the question
  /// @throws ProblemException naming the field that no gateway would take
  public static QuestionItem of(BenchmarkQuestion question, Optional<LocalImage> image) {
    ObjectNode json = json(question);
    image.ifPresent(picture -> json.put("image", picture.sha256()));
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    var unknown = new Fingerprints("", null);
    Optional<ImageRef> reference =
        image.map(picture -> new ImageRef(picture.sha256(), "", picture.bytes().length));
    BenchmarkItem item = FORMAT.read(JSON.read(bytes)).item("", reference, unknown);
    String id =
        ContentId.item(
            "",
            "",
            item.getCategory(),
            item.getSourceId(),
            ContentId.picture(reference.map(ImageRef::getSha256), item.getImageName()),
            item.getQuestion());
    return new QuestionItem(json, item, ItemId.hash(id));
  }

  /// The hash of all that is said of the item, which the version is made of.
  public String hash() {
    return BenchmarkVersion.itemHash(item);
  }

  private static ObjectNode json(BenchmarkQuestion question) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("question_id", question.sourceId()).put("category", question.category());
    json.put("text", question.question()).put("label", question.truth());
    if (!question.choices().isEmpty()) {
      ArrayNode choices = json.putArray("choices");
      question.choices().forEach(choices::add);
    }
    question
        .picture()
        .map(Picture::name)
        .filter(name -> !name.isBlank())
        .ifPresent(name -> json.put("image_name", name));
    if (!question.groups().isEmpty()) {
      ArrayNode groups = json.putArray("groups");
      question.groups().forEach(group -> add(groups, group));
    }
    return json;
  }

  private static void add(ArrayNode groups, ItemGroup group) {
    groups
        .addObject()
        .put("kind", group.getKind().name().toLowerCase(Locale.ROOT))
        .put("id", group.getId())
        .put("size", group.getSize());
  }
}
