package io.viralstream.streams.score;

import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.AnswerStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/// The answer that counts for one item of one evaluation.
///
/// Half a SHA-256 of its text is kept: that is what a later answer is compared with, and there is
/// one of these for every item of every evaluation, however long its text.
sealed interface CountedAnswer {

  /// @param first bytes 0 to 7 of the text's SHA-256
  /// @param second bytes 8 to 15
  record Answered(long first, long second) implements CountedAnswer {
    static Answered of(byte[] text) {
      ByteBuffer hash = ByteBuffer.wrap(sha256().digest(text));
      return new Answered(hash.getLong(), hash.getLong());
    }
  }

  /// Given up by the worker; a real answer may still take its place.
  record Failed() implements CountedAnswer {}

  static CountedAnswer of(Answer answer) {
    return answer.getStatus() == AnswerStatus.FAILED
        ? new Failed()
        : Answered.of(answer.getText().getBytes(StandardCharsets.UTF_8));
  }

  /// One letter, then the hash. An earlier version of us has written "A" and the text itself.
  static Serde<CountedAnswer> serde() {
    return Serdes.serdeFrom((topic, first) -> bytes(first), (topic, bytes) -> read(bytes));
  }

  private static byte[] bytes(CountedAnswer counted) {
    return switch (counted) {
      case Answered(var first, var second) ->
          ByteBuffer.allocate(1 + 2 * Long.BYTES)
              .put((byte) 'H')
              .putLong(first)
              .putLong(second)
              .array();
      case Failed() -> new byte[] {'F'};
    };
  }

  private static CountedAnswer read(byte[] bytes) {
    return switch (bytes[0]) {
      case 'F' -> new Failed();
      case 'A' -> Answered.of(Arrays.copyOfRange(bytes, 1, bytes.length));
      default -> {
        ByteBuffer hash = ByteBuffer.wrap(bytes, 1, 2 * Long.BYTES);
        yield new Answered(hash.getLong(), hash.getLong());
      }
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
