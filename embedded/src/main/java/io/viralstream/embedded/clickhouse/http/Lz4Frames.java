package io.viralstream.embedded.clickhouse.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;

/// Undoes LZ4 frames, those too whose blocks build on each other, as Python's lz4 makes them; the
/// library that does the rest of LZ4 here has only independent blocks.
final class Lz4Frames extends FilterInputStream {

  Lz4Frames(InputStream in) throws IOException {
    super(frames(in));
  }

  private static InputStream frames(InputStream in) throws IOException {
    try {
      return new FramedLZ4CompressorInputStream(in, true);
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  @Override
  public int read() throws IOException {
    try {
      return in.read();
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return in.read(buffer, offset, length);
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  /// The library meets some damage as an index that does not fit.
  private static IOException damaged(RuntimeException why) {
    return new IOException("LZ4 frame is damaged", why);
  }
}
