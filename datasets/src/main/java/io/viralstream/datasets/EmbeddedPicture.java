package io.viralstream.datasets;

import io.viralstream.datasets.BenchmarkQuestion.Picture;
import io.viralstream.schemas.Topics;
import java.util.Base64;
import java.util.Optional;

/// The picture of a row's field `image`, as data sets on Hugging Face have it: bytes, bytes with
/// their name, bytes in base64, or the name alone.
final class EmbeddedPicture {
  /// Names of files are shorter, pictures longer.
  private static final int LONGEST_NAME = 512;

  private EmbeddedPicture() {}

  /// @param named what else the row calls the picture; empty where it does not
  static Optional<Picture> of(Row row, Optional<String> named) throws RecordFault {
    Optional<Row> inner = row.inner("image");
    if (inner.isPresent()) {
      Optional<String> name = named.isPresent() ? named : inner.get().optional("path");
      return picture(row, name, inner.get().bytes("bytes"));
    }
    Optional<byte[]> bytes = row.bytes("image");
    if (bytes.isPresent()) return picture(row, named, bytes);
    Optional<String> text = row.optional("image");
    if (text.isEmpty()) return picture(row, named, Optional.empty());
    if (text.get().length() > LONGEST_NAME) return picture(row, named, decoded(row, text.get()));
    return picture(row, named.isPresent() ? named : text, Optional.empty());
  }

  private static Optional<byte[]> decoded(Row row, String text) throws RecordFault {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw row.fault("image: " + Row.shown(text) + ", expected a picture in base64 or its name");
    }
  }

  private static Optional<Picture> picture(Row row, Optional<String> name, Optional<byte[]> bytes)
      throws RecordFault {
    int size = bytes.map(all -> all.length).orElse(0);
    if (size > Topics.MAX_IMAGE_BYTES)
      throw row.fault(
          "image: has " + size + " bytes, at most " + Topics.MAX_IMAGE_BYTES + " are taken");
    if (name.isEmpty() && bytes.isEmpty()) return Optional.empty();
    return Optional.of(new Picture(name.orElse(""), bytes));
  }
}
