package io.viralstream.images;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The segments of a JPEG file, walked once without decoding, with only those kept that make
/// pixels.
///
/// Profiles, thumbnails and comments are dropped before decoding: pixels then come out as PIL gives
/// them (which ignores profiles), and no metadata parser meets a stranger's bytes. What they say of
/// the colours is said once more in a segment of ours. As libjpeg does, the walk passes over what
/// stands between segments and behind the end. A picture in one pass needs no end marker, but any
/// marker behind its data.
final class JpegFile {
  private static final int FILL = 0xFF;
  private static final int START = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int PROGRESSIVE = 0xC2;
  private static final int RESTART_FIRST = 0xD0;
  private static final int RESTART_LAST = 0xD7;
  private static final int NUMBER_OF_LINES = 0xDC;
  private static final int TEMPORARY = 0x01;
  private static final int FIRST_KNOWN = 0xC0;
  private static final int ARITHMETIC = 0xCC;
  private static final int RESTART_INTERVAL = 0xDD;

  /// Libjpeg fetches this much ahead of the bits that it decodes, and waits for what is not there.
  private static final int AHEAD = 8;

  /// PIL reads this many bytes of what calls itself JFIF or Adobe, and refuses shorter ones.
  private static final int LEAST_OF_APPLICATION = 7;

  /// Room in front of what is kept: for a start, what is said of the colours, and usual tables.
  private static final int HEAD = 512;

  private final byte[] file;
  private final byte[] kept;
  private final JpegColours colours = new JpegColours();
  private final JpegPasses passes = new JpegPasses();
  private int keptLength;
  private int at = 2;
  private int height;
  private int width;
  private int components;
  private boolean progressive;
  private boolean inPasses;
  private boolean restarts;
  private int scans;
  private int scanned; // bytes of the last scan's data
  private boolean followed; // the last scan, by any marker
  private boolean ended;

  private JpegFile(byte[] file) throws ImageRejected {
    this.file = file;
    kept = new byte[HEAD + file.length + 2];
    while (!ended && hasMarker() && segment()) {}
    if (scans == 0) {
      throw ImageRejected.corrupt("scans=0: no picture data before the end");
    }
    if (scans > 1 && !inPasses) {
      throw ImageRejected.corrupt("scans=" + scans + ": the first one holds everything");
    }
    if (inPasses && !ended) {
      throw ImageRejected.corrupt("length=" + file.length + ": ends before the end marker");
    }
    if (progressive && !passes.areComplete()) {
      throw ImageRejected.unsupported("scans=" + scans + ": the last passes are missing");
    }
    if (!followed && scanned < AHEAD) {
      throw ImageRejected.corrupt("scan: bytes=" + scanned + " to the file's end");
    }
    if (!followed) keptLength -= AHEAD;
  }

  static JpegFile of(byte[] file) throws ImageRejected {
    return new JpegFile(file);
  }

  ImageHeader header() {
    return new ImageHeader(ImageType.JPEG, height, width, scans);
  }

  /// Whether any marker stands behind the data. Where none does, all data must be there, and some
  /// bytes more.
  boolean isFollowed() {
    return followed;
  }

  boolean isGrey() {
    return components == 1;
  }

  /// The same picture with only the segments that make pixels, and always with an end; it is to be
  /// read once.
  JpegInput pixelsOnly() {
    byte[] said = colours.segment();
    byte[] tables = progressive ? new byte[0] : JpegTables.usual();
    int from = HEAD - 2 - said.length - tables.length;
    int to = HEAD + keptLength + 2;
    ByteBuffer.wrap(kept)
        .position(from)
        .put((byte) FILL)
        .put((byte) START)
        .put(said)
        .put(tables)
        .position(to - 2)
        .put((byte) FILL)
        .put((byte) END_OF_IMAGE);
    return new JpegInput(kept, from, to);
  }

  JpegColours colours() {
    return colours;
  }

  /// Whether another marker follows, before which the walk then stands.
  private boolean hasMarker() {
    while (at + 1 < file.length && !isMarker(at)) {
      at++;
    }
    return at + 1 < file.length;
  }

  private boolean isMarker(int place) {
    return byteAt(place) == FILL && byteAt(place + 1) != 0 && byteAt(place + 1) != FILL;
  }

  /// Takes what stands at a marker; false where the file breaks off within it, behind a scan.
  private boolean segment() throws ImageRejected {
    followed = scans > 0;
    int code = byteAt(at + 1);
    JpegMarker marker = JpegMarker.of(code);
    if (marker == JpegMarker.END && scans > 0) {
      ended = true;
      return true;
    }
    demandKnown(marker, code);
    if (marker == JpegMarker.ALONE) {
      at += 2;
      return true;
    }
    int start = at + 2;
    int length = start + 1 < file.length ? BigEndian.unsignedShortAt(file, start) : file.length;
    if (marker == JpegMarker.REMARK) length = Math.max(length, 2); // as libjpeg passes over them
    if (start + length > file.length) {
      if (scans > 0) return false;
      throw ImageRejected.corrupt("length=" + length + ": segment reaches past the file's end");
    }
    take(marker, code, start, length);
    return true;
  }

  private void demandKnown(JpegMarker marker, int code) throws ImageRejected {
    boolean misplaced = scans == 0 && (marker == JpegMarker.END || code == TEMPORARY);
    if (marker == JpegMarker.UNKNOWN || misplaced) {
      throw ImageRejected.corrupt(
          "position=" + at + ": marker " + Integer.toHexString(code) + " has no place here");
    }
    if (marker == JpegMarker.OTHER_FRAME) {
      throw ImageRejected.unsupported(
          "frame=" + Integer.toHexString(code) + ": only baseline and progressive are taken");
    }
  }

  private void take(JpegMarker marker, int code, int start, int length) throws ImageRejected {
    int from = at;
    at = start + length;
    switch (marker) {
      case FRAME -> {
        frame(code, start, length);
        keep(from);
      }
      case SCAN -> {
        scan(start, length);
        keep(from);
      }
      case TABLES -> {
        // Behind the one pass that holds everything they make no pixels.
        if (scans == 0 || inPasses) tables(code, start, length);
      }
      case REMARK -> remark(code, Arrays.copyOfRange(file, start + 2, at));
      case OTHER_FRAME, ALONE, END, UNKNOWN -> throw new IllegalStateException(marker.name());
    }
  }

  private void tables(int code, int start, int length) throws ImageRejected {
    if (code == ARITHMETIC && length == 2) return;
    if (code == ARITHMETIC) {
      throw ImageRejected.unsupported("segment=cc: of arithmetic coding, which is not taken");
    }
    if (code == RESTART_INTERVAL && length == 4) {
      restarts = BigEndian.unsignedShortAt(file, start + 2) > 0;
    }
    keep(start - 2);
  }

  private void remark(int code, byte[] data) throws ImageRejected {
    if (scans > 0 || code == NUMBER_OF_LINES) return;
    boolean cut = data.length < LEAST_OF_APPLICATION && JpegColours.speaks(code, data);
    if (cut || (height == 0 && JpegColours.isCutProfile(code, data))) {
      throw ImageRejected.corrupt("segment=" + Integer.toHexString(code) + ": too short");
    }
    colours.application(code, data);
  }

  private void frame(int code, int start, int length) throws ImageRejected {
    if (height != 0 || length < 8) {
      throw ImageRejected.corrupt("frame: one frame header of at least 8 bytes was expected");
    }
    int precision = byteAt(start + 2);
    components = byteAt(start + 7);
    if (precision != 8 || (components != 1 && components != 3)) {
      throw ImageRejected.unsupported(
          "precision=" + precision + " components=" + components + ": 8 bits, grey or colour only");
    }
    height = BigEndian.unsignedShortAt(file, start + 3);
    width = BigEndian.unsignedShortAt(file, start + 5);
    if (height < 1 || width < 1) {
      throw ImageRejected.corrupt("height=" + height + " width=" + width + ": at least 1 each");
    }
    progressive = code == PROGRESSIVE;
    byte[] segment = Arrays.copyOfRange(file, start, at);
    colours.frame(segment);
    passes.frame(segment);
  }

  /// Passes over entropy-coded data: it ends at the first marker that is neither stuffed nor a
  /// restart.
  private void scan(int start, int length) throws ImageRejected {
    if (height == 0 || length < 3) {
      throw ImageRejected.corrupt("scan: before the frame header, or empty");
    }
    passes.scan(Arrays.copyOfRange(file, start, start + length));
    if (scans == 0) inPasses = progressive || byteAt(start + 2) < components;
    scans++;
    followed = false;
    while (at < file.length && (at + 1 == file.length || !isMarker(at) || goesOn(at))) {
      at++;
    }
    scanned = at - start - length;
  }

  /// Whether a marker ends no scan: a restart, or what cannot be one where restarts are looked for.
  private boolean goesOn(int place) {
    int code = byteAt(place + 1);
    return (code >= RESTART_FIRST && code <= RESTART_LAST) || (restarts && code < FIRST_KNOWN);
  }

  private void keep(int from) {
    System.arraycopy(file, from, kept, HEAD + keptLength, at - from);
    keptLength += at - from;
  }

  private int byteAt(int index) {
    return file[index] & 0xFF;
  }
}
