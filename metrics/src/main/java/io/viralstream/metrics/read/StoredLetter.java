package io.viralstream.metrics.read;

import java.time.Instant;
import java.util.Optional;

/// A dead letter as its row tells of it; its bytes are in the log.
///
/// @param step as in the schema, such as TRAIN
/// @param category as in the schema, such as IMAGE_MISSING
/// @param origin the record that could not be handled
/// @param bytes size of that record's value
/// @param stored the letter itself, in `dead-letters`
/// @param resent empty while nobody has sent it again
public record StoredLetter(
    String id,
    String step,
    Optional<String> arm,
    String category,
    String reason,
    RecordPlace origin,
    int bytes,
    Instant at,
    RecordPlace stored,
    Optional<Sent> resent) {

  /// When it was sent again, and the record that it became.
  public record Sent(RecordPlace became, Instant at) {}

  /// Where a record is in Kafka.
  public record RecordPlace(String topic, int partition, long offset) {}
}
