package io.viralstream.models.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a file is, by its first bytes, where its name promises something else: the stand-ins and
/// forms that are found in downloaded model directories.
///
/// ```
/// version https://git-lfs.github.com/spec/v1      a pointer of Git LFS, some 130 bytes
/// <!DOCTYPE html>                                 an error page that was saved as the file
/// GGUF…                                           the form of llama.cpp
/// ```
public final class ForeignContent {
  private static final int LOOKED_AT = 256;
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private record Kind(byte[] begin, String said) {}

  private static final List<Kind> KINDS =
      List.of(
          kind(
              "version https://git-lfs.github.com/spec/",
              "is a Git LFS pointer, not the file that it stands for; run git lfs pull in the"
                  + " directory, or download the file again"),
          kind(
              "/annex/objects/",
              "is a git-annex pointer, not the file that it stands for; run git annex get in the"
                  + " directory"),
          kind("GGUF", gguf()),
          kind(ZIP, "is a zip archive, as torch.save writes its pickles, which are never read"),
          kind(hex("1f8b"), "is compressed with gzip; unpack it"),
          kind(hex("28b52ffd"), "is compressed with zstd; unpack it"),
          kind(hex("894844460d0a1a0a"), "is an HDF5 file, which is not read"),
          kind(hex("8002"), pickle()),
          kind(hex("8003"), pickle()),
          kind(hex("8004"), pickle()),
          kind(hex("8005"), pickle()));

  private ForeignContent() {}

  /// Why a model in llama.cpp's form is refused.
  public static String gguf() {
    return "is a GGUF file, which is not read; take the safetensors directory that it was made from";
  }

  private static String pickle() {
    return "is a pickle, which can run code and is never read";
  }

  /// What the file is, as a sentence without its subject; nothing where it is none of these.
  public static Optional<String> of(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return of(bytes.readNBytes(LOOKED_AT));
    }
  }

  /// The same of a file's bytes, or the first of them.
  public static Optional<String> of(byte[] bytes) {
    for (Kind kind : KINDS) if (begins(bytes, kind.begin())) return Optional.of(kind.said());
    String text =
        new String(bytes, 0, Math.min(bytes.length, LOOKED_AT), StandardCharsets.ISO_8859_1)
            .strip()
            .toLowerCase(Locale.ROOT);
    boolean page = text.startsWith("<!doctype html") || text.startsWith("<html");
    return page
        ? Optional.of("is a web page, perhaps of an error, not the file; download it again")
        : Optional.empty();
  }

  private static boolean begins(byte[] bytes, byte[] begin) {
    if (bytes.length < begin.length) return false;
    for (int i = 0; i < begin.length; i++) if (bytes[i] != begin[i]) return false;
    return true;
  }

  private static Kind kind(String begin, String said) {
    return new Kind(begin.getBytes(StandardCharsets.US_ASCII), said);
  }

  private static Kind kind(byte[] begin, String said) {
    return new Kind(begin, said);
  }

  private static byte[] hex(String bytes) {
    return HexFormat.of().parseHex(bytes);
  }
}
