package io.viralstream.images;

import java.util.Arrays;

/// One chunk of a PNG file.
///
/// @param name its four letters, as they stand there
/// @param data where its data begins in the file
/// @param length of its data, which may reach past the file's end
record PngChunk(Kind kind, String name, int data, long length) {
  /// What is known of chunks, and how many bytes PIL wants at least of each.
  enum Kind {
    HEADER("IHDR", 13),
    PALETTE("PLTE", 0),
    TRANSPARENCY("tRNS", 0),
    DATA("IDAT", 0),
    END("IEND", 0),
    PROFILE("iCCP", 2),
    TEXT("zTXt", 0),
    GAMMA("gAMA", 4),
    CHROMATICITY("cHRM", 0),
    INTENT("sRGB", 1),
    RESOLUTION("pHYs", 9),
    ANIMATION("acTL", 8),
    FRAME("fcTL", 26),
    FRAME_DATA("fdAT", 4),
    OTHER("", 0);

    private final String name;
    private final int least;

    Kind(String name, int least) {
      this.name = name;
      this.least = least;
    }

    static Kind of(String name) {
      return Arrays.stream(values())
          .filter(kind -> kind.name.equals(name))
          .findFirst()
          .orElse(OTHER);
    }

    int least() {
      return least;
    }
  }

  static PngChunk of(String name, int data, long length) {
    return new PngChunk(Kind.of(name), name, data, length);
  }

  long end() {
    return data + length;
  }
}
