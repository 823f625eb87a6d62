package io.viralstream.images;

import javax.imageio.stream.ImageInputStreamImpl;

/// A file in memory for Java's decoder, which is not copied once more.
final class JpegInput extends ImageInputStreamImpl {
  private final byte[] file;

  JpegInput(byte[] file) {
    this.file = file;
  }

  @Override
  public int read() {
    bitOffset = 0;
    return streamPos < file.length ? file[(int) streamPos++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int most) {
    bitOffset = 0;
    if (streamPos >= file.length) return -1;
    int count = (int) Math.min(most, file.length - streamPos);
    System.arraycopy(file, (int) streamPos, into, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return file.length;
  }
}
