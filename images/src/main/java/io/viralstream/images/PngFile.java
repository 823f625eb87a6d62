package io.viralstream.images;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;

/// The chunks of a PNG file, checked one by one, with only those kept that make pixels.
///
/// Dropping the rest before decoding means that no compressed text, profile or animation of a
/// stranger is ever unpacked. Bytes after `IEND` are ignored, as PIL does.
final class PngFile {
  private static final int CHUNK_OVERHEAD = 12; // length, name, checksum
  private static final int HEADER_LENGTH = 13;
  private static final Set<String> PIXEL_CHUNKS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

  private PngFile() {}

  /// Size from `IHDR`, which must be the first chunk.
  static ImageHeader header(byte[] file) throws ImageRejected {
    var chunks = ByteBuffer.wrap(file).position(ImageType.PNG.signatureLength());
    Chunk first = next(chunks);
    if (!first.name.equals("IHDR") || first.length != HEADER_LENGTH) {
      throw ImageRejected.corrupt("chunk=" + first.name + ": IHDR of 13 bytes must come first");
    }
    int width = chunks.getInt(first.data);
    int height = chunks.getInt(first.data + Integer.BYTES);
    if (width < 1 || height < 1) {
      throw ImageRejected.corrupt("height=" + height + " width=" + width + ": at least 1 each");
    }
    return new ImageHeader(ImageType.PNG, height, width, 1);
  }

  /// The same picture with only the chunks that make pixels.
  static byte[] pixelsOnly(byte[] file) throws ImageRejected {
    var chunks = ByteBuffer.wrap(file).position(ImageType.PNG.signatureLength());
    var kept = new ByteArrayOutputStream(file.length);
    kept.write(file, 0, chunks.position());
    Chunk chunk;
    do {
      chunk = next(chunks);
      if (PIXEL_CHUNKS.contains(chunk.name)) {
        kept.write(file, chunk.data - 2 * Integer.BYTES, chunk.length + CHUNK_OVERHEAD);
      } else if (Character.isUpperCase(chunk.name.charAt(0))) {
        throw ImageRejected.unsupported("chunk=" + chunk.name + ": critical and not known");
      }
    } while (!chunk.name.equals("IEND"));
    return kept.toByteArray();
  }

  private static Chunk next(ByteBuffer chunks) throws ImageRejected {
    if (chunks.remaining() < CHUNK_OVERHEAD) {
      throw ImageRejected.corrupt("position=" + chunks.position() + ": ends before IEND");
    }
    int length = chunks.getInt();
    if (length < 0 || length > chunks.remaining() - 2 * Integer.BYTES) {
      throw ImageRejected.corrupt(
          "length=" + Integer.toUnsignedString(length) + ": chunk reaches past the file's end");
    }
    int start = chunks.position();
    var name = new String(chunks.array(), start, Integer.BYTES, StandardCharsets.ISO_8859_1);
    chunks.position(start + Integer.BYTES + length);
    var checksum = new CRC32();
    checksum.update(chunks.array(), start, Integer.BYTES + length);
    if (chunks.getInt() != (int) checksum.getValue()) {
      throw ImageRejected.corrupt("chunk=" + name + ": checksum differs");
    }
    return new Chunk(name, start + Integer.BYTES, length);
  }

  /// Where one chunk's data lies in the file.
  private record Chunk(String name, int data, int length) {}
}
