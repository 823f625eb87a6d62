package io.viralstream.images;

import javax.imageio.stream.ImageInputStreamImpl;

/// A file in memory, between two places of it, for Java's decoder; it is not copied once more.
final class JpegInput extends ImageInputStreamImpl {
  private final byte[] file;
  private final int from;
  private final int length;

  JpegInput(byte[] file, int from, int to) {
    this.file = file;
    this.from = from;
    this.length = to - from;
  }

  @Override
  public int read() {
    bitOffset = 0;
    return streamPos < length ? file[from + (int) streamPos++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int most) {
    bitOffset = 0;
    if (streamPos >= length) return -1;
    int count = (int) Math.min(most, length - streamPos);
    System.arraycopy(file, from + (int) streamPos, into, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return length;
  }
}
