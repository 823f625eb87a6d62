package io.viralstream.metrics.write;

import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/// The offsets of one batch, both inclusive. Transaction markers may lie between them.
///
/// While a batch is being stored, the group's committed offset is `first` with `last` as its
/// metadata: (41, "57") says that rows 41 to 57 may or may not be there, (58, "") that they are.
record Range(long first, long last) {
  Range {
    if (first < 0 || last < first)
      throw new IllegalArgumentException(
          "range=" + first + ".." + last + ", expected first <= last");
  }

  OffsetAndMetadata inDoubt() {
    return new OffsetAndMetadata(first, Long.toString(last));
  }

  OffsetAndMetadata stored() {
    return new OffsetAndMetadata(last + 1);
  }

  /// The range in doubt that a committed offset tells of.
  ///
  /// @throws IllegalStateException where another program has written the group's offsets
  static Optional<Range> of(OffsetAndMetadata committed) {
    if (committed.metadata().isEmpty()) return Optional.empty();
    try {
      return Optional.of(new Range(committed.offset(), Long.parseLong(committed.metadata())));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          "committed metadata=" + committed.metadata() + ", expected the last offset of a batch",
          e);
    }
  }
}
