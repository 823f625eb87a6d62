package io.viralstream.gateway.deadletters;

import io.viralstream.metrics.read.StoredLetter;
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
}
