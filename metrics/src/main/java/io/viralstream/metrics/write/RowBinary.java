package io.viralstream.metrics.write;

import com.clickhouse.client.api.data_formats.RowBinaryFormatSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Rows in ClickHouse's RowBinary format, in memory.
final class RowBinary {

  /// Writes one value.
  interface Value {
    void write(RowBinaryFormatSerializer out) throws IOException;
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
  private final RowBinaryFormatSerializer out = new RowBinaryFormatSerializer(bytes);

  void value(Value value) {
    try {
      value.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
  }

  /// An array or a string starts with its size, seven bits a byte.
  void size(int size) {
    value(out -> RowBinaryFormatSerializer.writeSize(bytes, size));
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
