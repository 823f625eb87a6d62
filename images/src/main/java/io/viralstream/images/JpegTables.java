package io.viralstream.images;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/// The Huffman tables of the JPEG standard's annex K, which a camera's moving pictures leave out.
final class JpegTables {
  private static final int HUFFMAN = 0xC4;

  private JpegTables() {}

  /// Segments that define all four, for a file's own to replace.
  static byte[] usual() {
    var segments = new ByteArrayOutputStream();
    Map.of(
            0x00, JPEGHuffmanTable.StdDCLuminance,
            0x01, JPEGHuffmanTable.StdDCChrominance,
            0x10, JPEGHuffmanTable.StdACLuminance,
            0x11, JPEGHuffmanTable.StdACChrominance)
        .forEach((place, table) -> write(segments, place, table));
    return segments.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, int place, JPEGHuffmanTable table) {
    int length = 3 + 16 + table.getValues().length;
    out.write(0xFF);
    out.write(HUFFMAN);
    out.write(length >> 8);
    out.write(length);
    out.write(place);
    for (int bits = 0; bits < 16; bits++) {
      out.write(bits < table.getLengths().length ? table.getLengths()[bits] : 0);
    }
    for (short value : table.getValues()) out.write(value);
  }
}
