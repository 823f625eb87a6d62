package io.viralstream.gateway.deadletters;

import io.viralstream.metrics.read.LetterRows.LetterCount;
import io.viralstream.metrics.read.StoredLetter;
import io.viralstream.metrics.read.StoredLetter.RecordPlace;
import io.viralstream.schemas.avro.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One dead letter in a list.
///
/// @param origin the record that could not be handled
/// @param bytes size of that record's value
/// @param resent null while nobody has sent it again
record LetterView(
    String id,
    String step,
    @Nullable String arm,
    String category,
    String reason,
    PlaceView origin,
    int bytes,
    String at,
    @Nullable SentView resent) {

  /// Where a record is in Kafka.
  record PlaceView(String topic, int partition, long offset) {
    static PlaceView of(RecordPlace place) {
      return new PlaceView(place.topic(), place.partition(), place.offset());
    }

    static PlaceView of(Origin origin) {
      return new PlaceView(origin.getTopic(), origin.getPartition(), origin.getOffset());
    }
  }

  /// When it was sent again, and the record that it became.
  record SentView(PlaceView became, String at) {
    static SentView of(StoredLetter.Sent sent) {
      return new SentView(PlaceView.of(sent.became()), sent.at().toString());
    }
  }

  static LetterView of(StoredLetter letter) {
    return new LetterView(
        letter.id(),
        letter.step(),
        letter.arm().orElse(null),
        letter.category(),
        letter.reason(),
        PlaceView.of(letter.origin()),
        letter.bytes(),
        letter.at().toString(),
        letter.resent().map(SentView::of).orElse(null));
  }

  /// Dead letters by kind, and a page of them.
  ///
  /// @param counts of all that the filter lets pass, at most 200 kinds
  /// @param cursor where the next page begins; null on the last
  record LettersView(List<LetterCount> counts, List<LetterView> letters, @Nullable String cursor) {}
}
