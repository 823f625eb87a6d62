package io.viralstream.streams.route;

import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.avro.EndReason;
import io.viralstream.schemas.avro.FeedEnd;
import io.viralstream.schemas.avro.TrainTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Ends a feed that nobody ends: after a time without a sample in a partition, for that partition.
///
/// @param limit how long a feed may be silent
/// @param since when this router began to listen; silence while it was down does not count
record FeedTimeout(Duration limit, Instant since) {

  boolean ends(OpenFeed feed, Instant now) {
    Instant heard = feed.lastAt().isAfter(since) ? feed.lastAt() : since;
    return !heard.plus(limit).isAfter(now);
  }

  /// The id follows from the partition and its last sample, so every router gives the same one.
  static TrainTask end(String name, OpenFeed feed, int partition) {
    var place = List.of(name, Integer.toString(partition), Long.toString(feed.lastOffset()));
    String id = ContentId.of("silence", place);
    var end = new FeedEnd(id, name, partition, 1, EndReason.SILENCE, null);
    return Split.end(name, end, Split.origin(partition, feed.lastOffset()));
  }
}
