package io.viralstream.embedded.clickhouse.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;

/// Undoes HTTP's deflate, and refuses what follows behind its end instead of losing it.
final class OneZlibStream extends InflaterInputStream {

  OneZlibStream(InputStream in) {
    super(in);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    if (count < 0 && (inf.getRemaining() > 0 || in.read() >= 0)) {
      throw new IOException("deflate: data behind the end");
    }
    return count;
  }
}
