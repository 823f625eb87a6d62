package io.viralstream.images;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Writes a picture as an 8-bit RGB PNG whose bytes depend on the pixels alone.
///
/// No time, no software name; every row uses the `Sub` filter, so smooth pictures shrink well. (The
/// bytes also follow the zlib that the JDK carries; the pixels never do.)
public final class PngWriter {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte SUB_FILTER = 1;
  private static final byte BITS = 8;
  private static final byte RGB_COLOUR = 2;

  private PngWriter() {}

  public static byte[] write(Picture picture) {
    var out = new ByteArrayOutputStream(picture.rgb().length / 2 + 64);
    out.writeBytes(SIGNATURE);
    chunk(out, "IHDR", header(picture));
    chunk(out, "IDAT", deflated(filtered(picture)));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static byte[] header(Picture picture) {
    return ByteBuffer.allocate(13)
        .putInt(picture.width())
        .putInt(picture.height())
        .put(BITS)
        .put(RGB_COLOUR)
        .array(); // compression, filter method and interlacing stay 0
  }

  /// Each sample as its difference from the one a pixel to the left.
  private static byte[] filtered(Picture picture) {
    int rowLength = picture.width() * Picture.CHANNELS;
    byte[] rgb = picture.rgb();
    byte[] out = new byte[picture.height() * (rowLength + 1)];
    int at = 0;
    for (int y = 0; y < picture.height(); y++) {
      out[at++] = SUB_FILTER;
      for (int i = 0; i < rowLength; i++) {
        int left = i < Picture.CHANNELS ? 0 : rgb[y * rowLength + i - Picture.CHANNELS];
        out[at++] = (byte) (rgb[y * rowLength + i] - left);
      }
    }
    return out;
  }

  private static byte[] deflated(byte[] data) {
    try (var deflater = new Deflater()) {
      deflater.setInput(data);
      deflater.finish();
      var out = new ByteArrayOutputStream(data.length / 2);
      byte[] buffer = new byte[1 << 14];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    }
  }

  private static void chunk(ByteArrayOutputStream out, String name, byte[] data) {
    byte[] nameBytes = name.getBytes(StandardCharsets.US_ASCII);
    var checksum = new CRC32();
    checksum.update(nameBytes);
    checksum.update(data);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(data.length).array());
    out.writeBytes(nameBytes);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) checksum.getValue()).array());
  }
}
