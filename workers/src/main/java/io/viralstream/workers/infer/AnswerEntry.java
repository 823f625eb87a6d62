package io.viralstream.workers.infer;

import io.viralstream.images.ContentHash;
import io.viralstream.schemas.avro.Finish;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// One answer as a file of an [AnswerFolder].
///
/// | bytes | hold |
/// |---|---|
/// | 8 | `VIRALAN1`, the format and its version |
/// | 32 | SHA-256 of the key, which is also the file's name |
/// | 4, 4, 4, 4 | tokens of the prompt, tokens of the answer, the end's place in [Finish], sequences that ran together; the highest byte first |
/// | any | the answer in UTF-8, perhaps none |
/// | 32 | SHA-256 of all bytes before |
///
/// For example, the answer `yes` takes 56 + 3 + 32 bytes.
///
/// @param key of all that the answer depends on, in words
record AnswerEntry(String key) {
  private static final byte[] MAGIC = "VIRALAN1".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH = 32;
  private static final int HEADER = MAGIC.length + HASH + 4 * Integer.BYTES;

  /// No answer of at most 4,096 tokens comes near; a longer file is not read.
  private static final int LARGEST = 4 << 20;

  /// The file's name without its ending: 64 hexadecimal digits.
  String name() {
    return ContentHash.sha256(key.getBytes(StandardCharsets.UTF_8));
  }

  byte[] content(Reply.Said said) {
    byte[] text = said.text().getBytes(StandardCharsets.UTF_8);
    ByteBuffer content =
        ByteBuffer.allocate(HEADER + text.length + HASH)
            .put(MAGIC)
            .put(HexFormat.of().parseHex(name()))
            .putInt(said.promptTokens())
            .putInt(said.completionTokens())
            .putInt(said.finish().ordinal())
            .putInt(said.batch())
            .put(text);
    content.put(hash(content.array()));
    return content.array();
  }

  /// What a file holds; empty where it is not exactly what [#content] writes for this key.
  ///
  /// @throws java.nio.file.NoSuchFileException where there is none
  Optional<Reply.Said> read(Path file) throws IOException {
    BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
    boolean likely =
        found.isRegularFile() && found.size() >= HEADER + HASH && found.size() <= LARGEST;
    return likely ? parsed(Files.readAllBytes(file)) : Optional.empty();
  }

  private Optional<Reply.Said> parsed(byte[] content) {
    if (content.length < HEADER + HASH) return Optional.empty(); // cut since
    ByteBuffer read = ByteBuffer.wrap(content);
    byte[] magic = taken(read, MAGIC.length);
    byte[] key = taken(read, HASH);
    boolean ours =
        Arrays.equals(magic, MAGIC)
            && Arrays.equals(key, HexFormat.of().parseHex(name()))
            && Arrays.equals(
                hash(content), Arrays.copyOfRange(content, content.length - HASH, content.length));
    if (!ours) return Optional.empty();
    int prompt = read.getInt();
    int completion = read.getInt();
    Finish finish = Finish.values()[read.getInt()];
    int batch = read.getInt();
    String text = new String(taken(read, read.remaining() - HASH), StandardCharsets.UTF_8);
    return Optional.of(Reply.Said.remembered(text, prompt, completion, finish, batch));
  }

  private static byte[] taken(ByteBuffer from, int bytes) {
    byte[] taken = new byte[bytes];
    from.get(taken);
    return taken;
  }

  /// Of all bytes but the last hash.
  private static byte[] hash(byte[] content) {
    byte[] before = Arrays.copyOf(content, content.length - HASH);
    return HexFormat.of().parseHex(ContentHash.sha256(before));
  }
}
