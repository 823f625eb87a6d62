package io.viralstream.embedded.clickhouse.http;

import com.clickhouse.data.ClickHouseCityHash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The layout of one compressed block in ClickHouse's native framing.
///
/// 16 bytes checksum (CityHash128 of all that follows), 1 byte method, 4 bytes length of method to
/// end of data, 4 bytes length uncompressed, then the data; numbers are little-endian. The text
/// `hello`, not compressed:
///
/// ```
/// checksum | 02 | 0e 00 00 00 | 05 00 00 00 | 68 65 6c 6c 6f      0e: 9 bytes of header and 5
/// ```
final class CompressedBlock {

  static final int CHECKSUM = 16;

  /// Method byte and both lengths; the checksum and the first length count them.
  static final int HEADER = 9;

  static final byte NONE = 0x02;
  static final byte LZ4 = (byte) 0x82;
  static final byte ZSTD = (byte) 0x90;

  /// Clients send blocks of at most some megabytes; both lengths are checked before allocation.
  static final int LIMIT_BYTES = 32 << 20;

  private CompressedBlock() {}

  static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// @param length of everything after the checksum
  /// @return the two halves of the checksum as the block holds them
  static long[] checksum(byte[] block, int length) {
    return ClickHouseCityHash.cityHash128(block, CHECKSUM, length);
  }
}
