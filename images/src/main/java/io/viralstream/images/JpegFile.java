package io.viralstream.images;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// The segments of a JPEG file, walked once without decoding, with only those kept that make
/// pixels.
///
/// Profiles, thumbnails and comments are dropped before decoding: pixels then come out as PIL gives
/// them (which ignores profiles), and no metadata parser meets a stranger's bytes. What they say of
/// the colours is said once more in a segment of ours. Bytes after the end marker are ignored, as
/// PIL does.
final class JpegFile {
  private static final int START_OF_FRAME_FIRST = 0xC0;
  private static final int PROGRESSIVE = 0xC2;
  private static final int HUFFMAN_TABLES = 0xC4;
  private static final int RESERVED = 0xC8;
  private static final int ARITHMETIC_TABLES = 0xCC;
  private static final int START_OF_FRAME_LAST = 0xCF;
  private static final int RESTART_FIRST = 0xD0;
  private static final int RESTART_LAST = 0xD7;
  private static final int END = 0xD9;
  private static final int SCAN = 0xDA;
  private static final int APPLICATION_FIRST = 0xE0;
  private static final int APPLICATION_LAST = 0xEF;
  private static final int COMMENT = 0xFE;

  private final byte[] file;
  private final ByteArrayOutputStream kept;
  private final JpegColours colours = new JpegColours();
  private int at = 2;
  private int height;
  private int width;
  private int scans;

  private JpegFile(byte[] file) throws ImageRejected {
    this.file = file;
    kept = new ByteArrayOutputStream(file.length);
    while (segment()) {}
    if (scans == 0) {
      throw ImageRejected.corrupt("scans=0: no picture data before the end");
    }
  }

  static JpegFile of(byte[] file) throws ImageRejected {
    return new JpegFile(file);
  }

  ImageHeader header() {
    return new ImageHeader(ImageType.JPEG, height, width, scans);
  }

  /// The same picture with only the segments that make pixels.
  byte[] pixelsOnly() {
    var all = new ByteArrayOutputStream(kept.size() + 32);
    all.write(file, 0, 2);
    all.writeBytes(colours.segment());
    all.writeBytes(kept.toByteArray());
    return all.toByteArray();
  }

  JpegColours colours() {
    return colours;
  }

  /// Takes one segment; false after the end marker.
  private boolean segment() throws ImageRejected {
    int marker = marker();
    if (marker == END) {
      keep(at - 2, at);
      return false;
    }
    int start = at;
    int length = unsignedShort(start);
    if (length < 2 || start + length > file.length) {
      throw ImageRejected.corrupt("length=" + length + ": segment reaches past the file's end");
    }
    at = start + length;
    if (isFrame(marker)) {
      frame(marker, start, length);
      colours.frame(Arrays.copyOfRange(file, start, at));
    }
    if (isApplication(marker) && scans == 0) {
      colours.application(marker, Arrays.copyOfRange(file, start + 2, Math.min(at, start + 16)));
    }
    if (marker == SCAN) {
      scan();
    }
    if (!isDropped(marker)) {
      keep(start - 2, at);
    }
    return true;
  }

  private int marker() throws ImageRejected {
    if (unsignedByte(at) != 0xFF) {
      throw ImageRejected.corrupt("position=" + at + ": a marker was expected");
    }
    while (unsignedByte(at) == 0xFF) { // any number of fill bytes may precede a marker
      at++;
    }
    return unsignedByte(at++);
  }

  private void frame(int marker, int start, int length) throws ImageRejected {
    if (marker > PROGRESSIVE) {
      throw ImageRejected.unsupported(
          "frame=" + Integer.toHexString(marker) + ": only baseline and progressive are taken");
    }
    if (height != 0 || length < 8) {
      throw ImageRejected.corrupt("frame: one frame header of at least 8 bytes was expected");
    }
    int precision = unsignedByte(start + 2);
    int components = unsignedByte(start + 7);
    if (precision != 8 || (components != 1 && components != 3)) {
      throw ImageRejected.unsupported(
          "precision=" + precision + " components=" + components + ": 8 bits, grey or colour only");
    }
    height = unsignedShort(start + 3);
    width = unsignedShort(start + 5);
    if (height < 1 || width < 1) {
      throw ImageRejected.corrupt("height=" + height + " width=" + width + ": at least 1 each");
    }
  }

  /// Passes over entropy-coded data: it ends at the first marker that is neither stuffed nor a
  /// restart.
  private void scan() throws ImageRejected {
    if (height == 0) {
      throw ImageRejected.corrupt("scan: before the frame header");
    }
    scans++;
    while (unsignedByte(at) != 0xFF || continuesScan(unsignedByte(at + 1))) {
      at++;
    }
  }

  private static boolean continuesScan(int afterFf) {
    return afterFf == 0 || afterFf == 0xFF || (afterFf >= RESTART_FIRST && afterFf <= RESTART_LAST);
  }

  private static boolean isFrame(int marker) {
    return marker >= START_OF_FRAME_FIRST
        && marker <= START_OF_FRAME_LAST
        && marker != HUFFMAN_TABLES
        && marker != ARITHMETIC_TABLES
        && marker != RESERVED;
  }

  private static boolean isDropped(int marker) {
    return marker == COMMENT || isApplication(marker);
  }

  private static boolean isApplication(int marker) {
    return marker >= APPLICATION_FIRST && marker <= APPLICATION_LAST;
  }

  private void keep(int from, int to) {
    kept.write(0xFF); // the marker's own fill bytes are not kept
    kept.write(file, from + 1, to - from - 1);
  }

  private int unsignedByte(int index) throws ImageRejected {
    if (index >= file.length) {
      throw ImageRejected.corrupt("length=" + file.length + ": ends before the end marker");
    }
    return file[index] & 0xFF;
  }

  private int unsignedShort(int index) throws ImageRejected {
    return unsignedByte(index) << 8 | unsignedByte(index + 1);
  }
}
