package io.viralstream.gateway.images;

import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a sample or question names its picture: `image`, or `images` as others write it.
///
/// `""` and `[]` are no picture, `["one"]` is one; several are refused.
public final class PictureField {
  private static final int MOST = 64;

  private PictureField() {}

  public static Optional<Field> of(Field document) {
    List<Field> named =
        Stream.of("image", "images")
            .flatMap(name -> document.optional(name).stream())
            .flatMap(field -> named(field).stream())
            .toList();
    if (named.size() > 1)
      throw document
          .required("images")
          .problem(ProblemKind.SEVERAL_IMAGES, "expected one image, and `image` names one");
    return named.stream().findFirst();
  }

  private static Optional<Field> named(Field field) {
    if (!field.isArray()) return nonBlank(field);
    List<Field> elements = field.elements(0, MOST);
    if (elements.size() > 1)
      throw field.problem(ProblemKind.SEVERAL_IMAGES, "expected one image, not " + elements.size());
    return elements.stream().findFirst().flatMap(PictureField::nonBlank);
  }

  private static Optional<Field> nonBlank(Field field) {
    return field.text().isBlank() ? Optional.empty() : Optional.of(field);
  }
}
