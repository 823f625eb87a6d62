package io.viralstream.gateway.images;

import io.viralstream.gateway.http.Part;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The file parts that came with a document, by the names that the document calls them.
public final class Attachments {
  private final Map<String, byte[]> files = new HashMap<>();

  public Attachments(List<Part> parts) {
    for (var part : parts) {
      if (files.put(part.name(), part.bytes()) != null)
        throw Problem.of(ProblemKind.MALFORMED, "two parts of the form have the same name")
            .exception();
    }
  }

  public static Attachments none() {
    return new Attachments(List.of());
  }

  /// The picture that a field holds as a data URL, or names.
  ///
  /// @param maxBytes of a data URL's picture, checked before it is decoded
  public GivenImage image(Field field, int maxBytes) {
    var text = field.text();
    if (text.startsWith(DataUrl.SCHEME)) return DataUrl.parse(field, maxBytes);
    byte[] bytes = files.get(text);
    if (bytes == null) throw field.invalid("is no data: URL and names no file of this request");
    return new GivenImage(field.path(), bytes, Optional.empty());
  }
}
