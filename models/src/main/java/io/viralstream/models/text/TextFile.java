package io.viralstream.models.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a whole file as UTF-8, up to a limit; what is no text is refused by the file's name.
final class TextFile {
  private TextFile() {}

  /// @throws TextRejected where the file is empty, larger, something else, or no UTF-8
  static String read(Path file, long limit) throws IOException {
    long size = Files.size(file);
    if (size == 0) throw new TextRejected(file.getFileName() + ": is empty");
    if (size > limit) {
      throw new TextRejected(
          file.getFileName() + ": " + size + " bytes, at most " + limit + " are read");
    }
    byte[] bytes = Files.readAllBytes(file);
    ForeignContent.of(bytes)
        .ifPresent(kind -> {
          throw new TextRejected(file.getFileName() + " " + kind);
        });
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException bad) {
      throw new TextRejected(file.getFileName() + ": is not UTF-8", bad);
    }
  }
}
