package io.viralstream.gateway.images;

import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A picture inside a document: `data:image/png;base64,iVBORw0…` (RFC 2397, base64 only). The media
/// type is not looked at: what a picture is, its bytes say.
final class DataUrl {
  private static final String SCHEME = "data:";
  private static final int PREFIX = 200;
  private static final Pattern BASE64 =
      Pattern.compile("data:(?:[^;,]{1,100})?(?:;[^;,]{1,60})*;base64", Pattern.CASE_INSENSITIVE);

  private DataUrl() {}

  /// Whether a text is one, in whatever case its scheme is written.
  static boolean isOne(String text) {
    return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /// @param maxBytes of the picture, checked before it is decoded
  static GivenImage parse(Field field, int maxBytes) {
    String url = field.text();
    int comma = url.lastIndexOf(',', PREFIX);
    Matcher prefix = BASE64.matcher(comma < 0 ? "" : url.substring(0, comma));
    if (!prefix.matches())
      throw field.invalid("expected data:image/png;base64,… or data:image/jpeg;base64,…");
    if ((url.length() - comma - 1) / 4L * 3 > maxBytes + 2L) throw tooLarge(field, maxBytes);
    return new GivenImage(field.path(), decode(field, url.substring(comma + 1)));
  }

  static RuntimeException tooLarge(Field field, int maxBytes) {
    return field.problem(ProblemKind.TOO_LARGE, "the image has more than " + maxBytes + " bytes");
  }

  private static byte[] decode(Field field, String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException bad) {
      throw field.invalid("is not base64");
    }
  }
}
