package io.viralstream.metrics.read;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is asked of the dead letters' rows.
public interface LetterRows {

  /// The last letter of a page; the next page begins behind it.
  record LetterMark(Instant at, String id) {}

  /// Letters of one step, category and kind of reason, counted by id.
  ///
  /// @param reason with `#` for every number and hash, so that reasons that differ only in them are
  ///   one
  /// @param resent how many of them were sent again
  record LetterCount(String step, String category, String reason, long letters, long resent) {}

  /// The kinds of letters, most of those not yet sent again first.
  List<LetterCount> counts(LetterFilter filter);

  /// A page, newest first.
  ///
  /// @param behind the last letter of the page before
  List<StoredLetter> newest(LetterFilter filter, Optional<LetterMark> behind, int limit);

  /// A page, oldest first: the order in which letters are sent again.
  List<StoredLetter> oldest(LetterFilter filter, Optional<LetterMark> behind, int limit);

  Optional<StoredLetter> find(String id);
}
