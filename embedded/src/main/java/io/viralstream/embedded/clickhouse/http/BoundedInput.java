package io.viralstream.embedded.clickhouse.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that refuses to go on past a number of bytes, so that a small compressed body cannot
/// unfold without end.
final class BoundedInput extends FilterInputStream {

  private final long limit;
  private long seen;

  BoundedInput(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int got = in.read(buffer, offset, length);
    count(Math.max(0, got));
    return got;
  }

  private void count(int more) {
    seen += more;
    if (seen > limit) {
      throw new RequestRefused(
          413, RequestRefused.TOO_MANY_BYTES, "body: more than " + limit + " bytes");
    }
  }
}
