package io.viralstream.datasets;

import java.io.IOException;
import java.io.InputStream;

/// The bytes of a text file, checked to be UTF-8 as they pass, with the line that they have
/// reached.
///
/// A byte order mark at the start is left out. Each record has a number of bytes at most, so that a
/// file without an end of its first record costs no more memory than that: [#begin] starts to count
/// anew.
///
/// Of the bytes C3 A9 the first says that one more follows, and A9 is one that may; E9 alone, which
/// is é in Latin-1, says that two more follow, and is refused when they do not.
final class Utf8Stream extends InputStream {
  private static final int RECORD = 32 << 20; // bytes: a picture in base64 and its text

  private final String name;
  private final InputStream bytes;
  private long position;
  private long line = 1;
  private long begun;
  private int missing; // bytes that the character at hand still needs
  private int lowest = 0x80; // of the next of them
  private int highest = 0xBF;

  Utf8Stream(String name, InputStream bytes) throws IOException {
    this.name = name;
    this.bytes = bytes;
    skipMark();
  }

  private void skipMark() throws IOException {
    bytes.mark(3);
    byte[] start = bytes.readNBytes(3);
    boolean mark =
        start.length == 3
            && (start[0] & 0xFF) == 0xEF
            && (start[1] & 0xFF) == 0xBB
            && (start[2] & 0xFF) == 0xBF;
    if (mark) position = 3;
    else bytes.reset();
  }

  /// A new record begins: its bytes count from here.
  void begin() {
    begun = position;
  }

  /// Bytes read so far.
  long position() {
    return position;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = bytes.read(into, offset, length);
    if (count < 0) {
      if (missing > 0) throw wrong("the file ends within a character");
      return count;
    }
    for (int at = offset; at < offset + count; at++) check(into[at] & 0xFF);
    if (position - begun > RECORD)
      throw wrong("a record of more than " + RECORD + " bytes, at most that many are taken");
    return count;
  }

  private void check(int one) throws FileFault {
    if (missing > 0) follow(one);
    else if (one >= 0x80) lead(one);
    else if (one == 0) throw wrong("a byte 0x00, expected text in UTF-8");
    position++;
    if (one == '\n') line++;
  }

  private void follow(int one) throws FileFault {
    if (one < lowest || one > highest) throw noUtf8(one);
    missing--;
    lowest = 0x80;
    highest = 0xBF;
  }

  private void lead(int one) throws FileFault {
    if (one < 0xC2 || one > 0xF4) throw noUtf8(one);
    missing = one < 0xE0 ? 1 : one < 0xF0 ? 2 : 3;
    lowest = one == 0xE0 ? 0xA0 : one == 0xF0 ? 0x90 : 0x80;
    highest = one == 0xED ? 0x9F : one == 0xF4 ? 0x8F : 0xBF;
  }

  private FileFault noUtf8(int one) {
    return wrong(
        "byte 0x" + Integer.toHexString(0x100 | one).substring(1) + ", expected text in UTF-8");
  }

  private FileFault wrong(String reason) {
    return new FileFault(name + ", line " + line + ": " + reason);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
