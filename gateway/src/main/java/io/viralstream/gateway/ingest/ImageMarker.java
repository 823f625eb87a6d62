package io.viralstream.gateway.ingest;

import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.ProblemKind;

/// LLaVA's `<image>`: where the picture stands in the first question, at its start or its end.
///
/// Our records carry the picture beside the text, so the marker is taken out: `<image>\nIs there a
/// cat?` becomes `Is there a cat?`.
final class ImageMarker {
  private static final String MARKER = "<image>";

  private ImageMarker() {}

  static boolean in(String text) {
    return text.contains(MARKER);
  }

  /// The question without its marker and the blanks around it.
  static String removed(Field field, String text) {
    int at = text.indexOf(MARKER);
    if (at < 0) return text.strip();
    if (text.indexOf(MARKER, at + 1) >= 0)
      throw field.problem(ProblemKind.SEVERAL_IMAGES, "has several <image> markers");
    var before = text.substring(0, at).strip();
    var after = text.substring(at + MARKER.length()).strip();
    if (!before.isEmpty() && !after.isEmpty())
      throw field.invalid("has <image> in the middle, expected at its start or end");
    if (before.isEmpty() && after.isEmpty()) throw field.invalid("has no question beside <image>");
    return before + after;
  }

  static void refuse(Field field, String text) {
    if (in(text)) throw field.invalid("has <image>, which only the first question may have");
  }
}
