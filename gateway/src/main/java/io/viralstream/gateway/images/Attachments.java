package io.viralstream.gateway.images;

import io.viralstream.gateway.http.Part;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The file parts that came with a document, by the names that the document calls them.
public final class Attachments {
  private final Map<String, Part> files = new HashMap<>();

  public Attachments(List<Part> parts) {
    for (Part part : parts) {
      if (files.put(part.name(), part) != null)
        throw Problem.of(ProblemKind.MALFORMED, "two parts of the form have the same name")
            .exception();
    }
  }

  public static Attachments none() {
    return new Attachments(List.of());
  }

  /// The picture that a field holds as a data URL, or names.
  ///
  /// @param maxBytes of the picture, checked before it is decoded or copied
  public GivenImage image(Field field, int maxBytes) {
    String text = field.text();
    if (DataUrl.isOne(text)) return DataUrl.parse(field, maxBytes);
    Part file = files.get(text);
    if (file == null) throw field.invalid("is no data: URL and names no file of this request");
    if (file.length() > maxBytes) throw DataUrl.tooLarge(field, maxBytes);
    return new GivenImage(field.path(), file.bytes());
  }
}
