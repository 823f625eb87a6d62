package io.viralstream.embedded.clickhouse.http;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// How blocks of the Native format look to a client of a certain protocol revision.
///
/// libchdb writes those of revision 0: numbers of columns and rows, then for each column its name,
/// its type and its values. Later revisions put the block's info in front, and between type and
/// values a byte that says whether the values are stored in a way of their own; here they never
/// are. One column `n` of type UInt8 with the values 1 and 2:
///
/// ```
/// 0                                  01 02 | 01 6e | 05 55 49 6e 74 38 |      01 02
/// 54,460   01 00 02 ff ff ff ff 00 | 01 02 | 01 6e | 05 55 49 6e 74 38 | 00 | 01 02
/// ```
///
/// @param revision as the client gives it; above the newest layout it means the newest
record NativeLayout(long revision) {

  /// Older ones have no LowCardinality, and would need other values.
  private static final long OLDEST = 54_405;

  private static final long CUSTOM_SERIALIZATION = 54_454;
  private static final long OUT_OF_ORDER_BUCKETS = 54_480;

  /// What libchdb writes.
  static final NativeLayout PLAIN = new NativeLayout(0);

  /// @param revision the parameter client_protocol_version
  /// @throws RequestRefused if it is too old
  static NativeLayout of(long revision) {
    if (revision > 0 && revision < OLDEST) {
      throw new RequestRefused(
          400,
          RequestRefused.BAD_ARGUMENTS,
          "client_protocol_version: expected 0, or " + OLDEST + " and more");
    }
    return new NativeLayout(revision);
  }

  boolean isPlain() {
    return revision == 0;
  }

  /// Writes the blocks of revision 0 as those of this one.
  ///
  /// @param declared the columns' types, which say more than the blocks of revision 0 do; empty
  ///   where they are not known
  void write(MemorySegment blocks, List<String> declared, OutputStream out) throws IOException {
    if (isPlain()) {
      NativeCopy.write(blocks, out);
      return;
    }
    MemoryCursor cursor = new MemoryCursor(blocks);
    while (!cursor.atEnd()) {
      writeBlock(blocks, cursor, declared, out);
    }
  }

  private void writeBlock(
      MemorySegment blocks, MemoryCursor cursor, List<String> declared, OutputStream out)
      throws IOException {
    long start = cursor.position();
    long columns = cursor.length();
    long rows = cursor.length();
    writeInfo(out);
    NativeCopy.write(blocks.asSlice(start, cursor.position() - start), out);
    for (int column = 0; column < columns; column++) {
      long name = cursor.position();
      cursor.skipText();
      NativeCopy.write(blocks.asSlice(name, cursor.position() - name), out);
      String type = cursor.text();
      writeText(column < declared.size() ? fuller(type, declared.get(column)) : type, out);
      if (revision >= CUSTOM_SERIALIZATION) {
        out.write(0);
      }
      long values = cursor.position();
      if (rows > 0) {
        NativeType shape = NativeTypeName.read(type);
        shape.skipPrefix(cursor);
        shape.skipValues(cursor, rows);
      }
      NativeCopy.write(blocks.asSlice(values, cursor.position() - values), out);
    }
  }

  /// Blocks of revision 0 leave out a DateTime's time zone.
  private static String fuller(String type, String declared) {
    return type.equals("DateTime") && declared.startsWith("DateTime(") ? declared : type;
  }

  /// Numbered fields up to a 0: no overflow of a GROUP BY, no bucket of one, no buckets out of
  /// order.
  private void writeInfo(OutputStream out) throws IOException {
    out.write(new byte[] {1, 0, 2});
    out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(-1).array());
    if (revision >= OUT_OF_ORDER_BUCKETS) {
      out.write(new byte[] {3, 0});
    }
    out.write(0);
  }

  private static void writeText(String text, OutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = bytes.length;
    while (length > 0x7f) {
      out.write(length & 0x7f | 0x80);
      length >>>= 7;
    }
    out.write(length);
    out.write(bytes);
  }
}
