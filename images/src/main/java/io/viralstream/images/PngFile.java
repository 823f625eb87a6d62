package io.viralstream.images;

import java.util.zip.CRC32;

/// The chunks of a PNG file, walked as PIL walks them: checked in front of the pixels, unpacked
/// never where they make no pixels, and behind the pixels only looked at for what PIL refuses.
///
/// So a checksum counts in front of `IDAT` alone, a file may end once its last row is there, and
/// whatever follows `IEND` is ignored.
final class PngFile {
  private static final int HEADER_OF_CHUNK = 8; // length, name
  private static final int CHECKSUM = 4;

  /// As much as PIL hands to zlib at once, which decides how far behind the last row zlib looks.
  private static final int SLICE = 1 << 16;

  private final byte[] file;
  private final PngContents contents;
  private final PngChunk firstData;
  private int at = ImageType.PNG.signatureLength();

  private PngFile(byte[] file) throws ImageRejected {
    this.file = file;
    this.contents = new PngContents(file);
    this.firstData = open();
    contents.demandWholePicture();
  }

  static PngFile of(byte[] file) throws ImageRejected {
    return new PngFile(file);
  }

  ImageHeader header() {
    return contents.header();
  }

  /// The decoded picture.
  Picture picture() throws ImageRejected {
    boolean stillAnimated = contents.isAnimated();
    try (PngRows rows = contents.rows()) {
      PngChunk data = firstData;
      while (!take(rows, data)) {
        at = past(data);
        data = next();
        if (data.kind() != PngChunk.Kind.DATA && !data.name().equals("DDAT")) {
          throw ImageRejected.corrupt("chunk=" + data.name() + ": before the last row");
        }
      }
      checkRest(data, stillAnimated);
      return rows.picture();
    }
  }

  /// Up to the first chunk of pixels.
  private PngChunk open() throws ImageRejected {
    PngChunk chunk = next();
    while (chunk.kind() != PngChunk.Kind.DATA || !contents.hasFormat()) {
      if (chunk.kind() == PngChunk.Kind.END || chunk.kind() == PngChunk.Kind.FRAME_DATA) {
        throw ImageRejected.corrupt("chunk=" + chunk.name() + ": before any IDAT");
      }
      contents.take(chunk);
      checkSum(chunk);
      at = past(chunk);
      chunk = next();
    }
    return chunk;
  }

  private boolean take(PngRows rows, PngChunk data) throws ImageRejected {
    int end = (int) Math.min(data.end(), file.length);
    for (int from = data.data(); from < end; from += SLICE) {
      if (rows.take(file, from, Math.min(SLICE, end - from))) return true;
    }
    return false;
  }

  private void checkRest(PngChunk data, boolean animated) throws ImageRejected {
    at = past(data);
    while (hasNext()) {
      PngChunk chunk = next();
      boolean nextPicture = chunk.kind() == PngChunk.Kind.FRAME && animated;
      if (chunk.kind() == PngChunk.Kind.END || nextPicture) return;
      contents.take(chunk);
      at = past(chunk);
    }
  }

  private int past(PngChunk chunk) {
    return (int) Math.min(chunk.end() + CHECKSUM, file.length);
  }

  private boolean hasNext() {
    return file.length - at >= HEADER_OF_CHUNK && isName(name());
  }

  private PngChunk next() throws ImageRejected {
    if (file.length - at < HEADER_OF_CHUNK) {
      throw ImageRejected.corrupt("position=" + at + ": ends before the last row");
    }
    if (!isName(name())) {
      throw ImageRejected.corrupt("position=" + at + ": a chunk was expected");
    }
    long length = Integer.toUnsignedLong(BigEndian.intAt(file, at));
    return PngChunk.of(name(), at + HEADER_OF_CHUNK, length);
  }

  private String name() {
    return BigEndian.lettersAt(file, at + Integer.BYTES);
  }

  private static boolean isName(String name) {
    return name.chars()
        .allMatch(letter -> letter < 128 && (Character.isLetterOrDigit(letter) || letter == '_'));
  }

  private void checkSum(PngChunk chunk) throws ImageRejected {
    int end = Math.toIntExact(chunk.end());
    var sum = new CRC32();
    sum.update(file, chunk.data() - Integer.BYTES, Math.toIntExact(chunk.length()) + Integer.BYTES);
    if (file.length - end < CHECKSUM || BigEndian.intAt(file, end) != (int) sum.getValue()) {
      throw ImageRejected.corrupt("chunk=" + chunk.name() + ": checksum differs");
    }
  }
}
