package io.viralstream.gateway.ask;

import io.viralstream.gateway.Limits;
import io.viralstream.gateway.batch.BodyKind;
import io.viralstream.gateway.http.Body;
import io.viralstream.gateway.http.Multipart;
import io.viralstream.gateway.http.Part;
import io.viralstream.gateway.images.Attachments;
import io.viralstream.gateway.images.GivenImage;
import io.viralstream.gateway.images.MarkedQuestion;
import io.viralstream.gateway.images.PictureField;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.json.Utf8;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a live question: JSON with the picture as a data URL, or a form with the picture as a
/// file, or either without a picture. Blanks around the question stay: they belong to the prompt.
public final class AskFormat {

  /// A live question about one picture, or about none.
  ///
  /// @param model a version, an arm or an alias; the only arm's newest where absent
  /// @param maxTokens at most so many tokens of answer
  record AskRequest(
      Optional<GivenImage> image, String question, Optional<String> model, int maxTokens) {}

  private static final int MOST_PARTS = 8;
  private static final int NAME = 200;
  private static final int UTF8_LONGEST = 4;
  private static final int DEFAULT_TOKENS = 32;
  private static final Set<String> NAMES = Set.of("image", "question", "model", "maxTokens");

  private final BoundedJson json;
  private final Limits limits;

  public AskFormat(BoundedJson json, Limits limits) {
    this.json = json;
    this.limits = limits;
  }

  AskRequest read(Body body) {
    return switch (BodyKind.of(body.type())) {
      case JSON -> document(json.read(body.bytes()));
      case FORM -> form(Multipart.parts(body, MOST_PARTS));
      case JSON_LINES -> throw BodyKind.unsupported().exception();
    };
  }

  private AskRequest document(Field document) {
    Optional<GivenImage> image =
        PictureField.of(document)
            .map(field -> Attachments.none().image(field, limits.images().maxBytes()));
    return new AskRequest(
        image,
        question(document.required("question"), image),
        document.optional("model").map(model -> model.text(NAME)),
        document.optional("maxTokens").map(this::tokens).orElse(DEFAULT_TOKENS));
  }

  private AskRequest form(List<Part> parts) {
    Optional<GivenImage> image =
        part(parts, "image").map(part -> new GivenImage("image", part.bytes()));
    if (image.isEmpty()) refuseUnknown(parts);
    Field question =
        text(parts, "question", limits.questionLength()).orElseThrow(() -> missing("question"));
    return new AskRequest(
        image,
        question(question, image),
        text(parts, "model", NAME).map(model -> model.text(NAME)),
        part(parts, "maxTokens")
            .map(part -> json.read(part.name(), part.form(), part.start(), part.length()))
            .map(this::tokens)
            .orElse(DEFAULT_TOKENS));
  }

  private String question(Field field, Optional<GivenImage> image) {
    return MarkedQuestion.of(field, field.text(limits.questionLength()), image);
  }

  /// A picture under another name must not become a question without one.
  private static void refuseUnknown(List<Part> parts) {
    parts.stream()
        .map(Part::name)
        .filter(name -> !NAMES.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw Problem.at(
                  name, ProblemKind.INVALID, name + ": unknown; a picture is sent as image")
              .exception();
        });
  }

  private int tokens(Field field) {
    return field.integer(1, limits.maxTokens());
  }

  /// @param most characters; a part that can only be longer is not read
  private static Optional<Field> text(List<Part> parts, String name, int most) {
    return part(parts, name)
        .map(part -> {
          if (part.length() > UTF8_LONGEST * most)
            throw Problem.at(
                    name,
                    ProblemKind.INVALID,
                    name
                        + ": has "
                        + part.length()
                        + " bytes, expected at most "
                        + most
                        + " characters")
                .exception();
          return Field.text(name, Utf8.text(name, part.bytes()));
        });
  }

  private static Optional<Part> part(List<Part> parts, String name) {
    List<Part> found = parts.stream().filter(part -> part.name().equals(name)).toList();
    if (found.size() > 1)
      throw Problem.at(name, ProblemKind.MALFORMED, name + ": is given several times").exception();
    return found.stream().findFirst();
  }

  private static RuntimeException missing(String name) {
    return Problem.at(name, ProblemKind.INVALID, name + ": missing").exception();
  }
}
