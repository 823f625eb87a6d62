package io.viralstream.metrics.write;

import com.clickhouse.client.api.data_formats.RowBinaryFormatSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Rows in ClickHouse's RowBinary format, in memory: the values of a row one behind the other, and
/// nothing between rows. The row (`yes`, 3), a String and an Int32:
///
/// ```
/// 03 79 65 73 | 03 00 00 00
/// ```
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

  /// An array or a string starts with its size, seven bits per byte: 300 is `ac 02`.
  void size(int size) {
    value(out -> RowBinaryFormatSerializer.writeSize(bytes, size));
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
