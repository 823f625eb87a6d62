package io.viralstream.models.preprocess;

import io.viralstream.images.ContentHash;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.model.PatchFeatures;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// One picture's features as a file of a [FeatureFolder].
///
/// | bytes | hold |
/// |---|---|
/// | 8 | `VIRALFT1`, the format and its version |
/// | 32 | SHA-256 of the key, which is also the file's name |
/// | 4, 4, 4 | the type's place in [FeatureType], tokens, width; the highest byte first |
/// | tokens × width × 2 or 4 | the numbers, row by row, the lowest byte first |
/// | 32 | SHA-256 of all bytes before |
///
/// For example, 576 tokens of width 768 in BF16 take 52 + 884,736 + 32 bytes.
///
/// The reader knows all of it but the numbers and the last hash beforehand. So it looks at the
/// file's length first, and takes no size from the file.
///
/// @param key of encoder, engine, preprocessing, type and picture, in words
/// @param tokens N that the features have
/// @param width d that they have
record FeatureEntry(String key, FeatureType type, int tokens, int width) {
  private static final byte[] MAGIC = "VIRALFT1".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH = 32;
  private static final int HEADER = MAGIC.length + HASH + 3 * Integer.BYTES;

  /// The file's name without its ending: 64 hexadecimal digits.
  String name() {
    return ContentHash.sha256(key.getBytes(StandardCharsets.UTF_8));
  }

  /// Bytes of its file.
  long bytes() {
    return HEADER + payload() + HASH;
  }

  private long payload() {
    return (long) tokens * width * type.element().bytes();
  }

  /// The file's content.
  ///
  /// @throws IllegalArgumentException for features of another shape
  byte[] content(PatchFeatures features) {
    requireShape(features);
    ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(bytes()));
    content.put(header());
    type.stored(features).pieces().forEach(content::put);
    content.put(hash(content.array(), content.position()));
    return content.array();
  }

  private void requireShape(PatchFeatures features) {
    if (features.tokens() == tokens && features.width() == width) return;
    String found = features.tokens() + " x " + features.width();
    throw new IllegalArgumentException(
        "features of " + found + ", expected " + tokens + " x " + width);
  }

  /// What a file holds; empty where it is not exactly what [#content] would have written for this
  /// key and shape.
  ///
  /// @throws java.nio.file.NoSuchFileException where there is none
  Optional<PatchFeatures> read(Path file) throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    if (!found.isRegularFile() || found.size() != bytes()) return Optional.empty();
    try (InputStream input = Files.newInputStream(file)) {
      return parsed(input.readNBytes(Math.toIntExact(bytes())));
    }
  }

  private Optional<PatchFeatures> parsed(byte[] content) {
    int end = Math.toIntExact(HEADER + payload());
    boolean whole =
        content.length == bytes()
            && Arrays.equals(Arrays.copyOf(content, HEADER), header())
            && Arrays.equals(Arrays.copyOfRange(content, end, content.length), hash(content, end));
    return whole ? Optional.of(features(content)) : Optional.empty();
  }

  private PatchFeatures features(byte[] content) {
    MemorySegment numbers = MemorySegment.ofArray(content).asSlice(HEADER, payload());
    List<Long> shape = List.of((long) tokens, (long) width);
    float[] values = new StoredTensor("features", type.element(), shape, numbers).floats();
    return new PatchFeatures(values, tokens, width);
  }

  private byte[] header() {
    return ByteBuffer.allocate(HEADER)
        .put(MAGIC)
        .put(HexFormat.of().parseHex(name()))
        .putInt(type.ordinal())
        .putInt(tokens)
        .putInt(width)
        .array();
  }

  /// Of the first bytes.
  private static byte[] hash(byte[] content, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(content, 0, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
