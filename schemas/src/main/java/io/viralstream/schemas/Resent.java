package io.viralstream.schemas;

import io.viralstream.schemas.avro.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/// What a record that was a dead letter says of itself in its headers: which letter it was and for
/// which arm it is.
///
/// Arms share `train-tasks`; a sample that one of them had to leave out is for that one alone.
///
/// @param letter the dead letter's id
/// @param arm the arm that failed, where an arm did
public record Resent(String letter, Optional<String> arm) {
  private static final String LETTER = "viral-resent";
  private static final String ARM = "viral-arm";

  /// Empty for a record that was never a dead letter.
  public static Optional<Resent> of(Headers headers) {
    return text(headers, LETTER).map(letter -> new Resent(letter, text(headers, ARM)));
  }

  /// The letter that a letter's record already was, where it failed after it had been sent again.
  public static Optional<String> before(DeadLetter letter) {
    return letter.getHeaders().stream()
        .filter(header -> header.getKey().equals(LETTER))
        .flatMap(header -> header.getValue().stream())
        .map(value -> new String(bytes(value), StandardCharsets.UTF_8))
        .findFirst();
  }

  /// What the record says that this letter becomes.
  public static Resent of(DeadLetter letter) {
    return new Resent(letter.getId(), letter.getArm());
  }

  /// Whether an arm has to pass over the record.
  public boolean isForAnotherArmThan(String mine) {
    return arm.filter(named -> !named.equals(mine)).isPresent();
  }

  /// The headers that the record had, and these; a letter that had been sent again before names the
  /// newest one only.
  public List<Header> headers(List<io.viralstream.schemas.avro.Header> original) {
    var all = new ArrayList<Header>();
    for (io.viralstream.schemas.avro.Header header : original) {
      if (header.getKey().equals(LETTER) || header.getKey().equals(ARM)) continue;
      all.add(new RecordHeader(header.getKey(), header.getValue().map(Resent::bytes).orElse(null)));
    }
    all.add(new RecordHeader(LETTER, letter.getBytes(StandardCharsets.UTF_8)));
    arm.ifPresent(name -> all.add(new RecordHeader(ARM, name.getBytes(StandardCharsets.UTF_8))));
    return List.copyOf(all);
  }

  private static Optional<String> text(Headers headers, String key) {
    return Optional.ofNullable(headers.lastHeader(key))
        .flatMap(header -> Optional.ofNullable(header.value()))
        .map(value -> new String(value, StandardCharsets.UTF_8));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
