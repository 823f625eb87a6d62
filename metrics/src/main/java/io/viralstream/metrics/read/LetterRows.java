package io.viralstream.metrics.read;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is asked of the dead letters' rows.
public interface LetterRows {

  /// Where a page of letters begins.
  ///
  /// @param until the last moment of failing: letters that come while someone reads page after page
  ///   stay out
  /// @param behind the last letter of the page before; empty on the first page
  record LetterPage(Instant until, Optional<LetterMark> behind) {

    public static LetterPage first(Instant until) {
      return new LetterPage(until, Optional.empty());
    }
  }

  /// The last letter of a page; the next page begins behind it.
  record LetterMark(Instant at, String id) {

    public static LetterMark of(StoredLetter letter) {
      return new LetterMark(letter.at(), letter.id());
    }
  }

  /// Letters of one step, category and kind of reason, counted by id.
  ///
  /// @param reason with `#` for every number and hash, so that reasons that differ only in them are
  ///   one
  /// @param resent how many of them were sent again
  record LetterCount(String step, String category, String reason, long letters, long resent) {}

  /// The kinds of letters, most of those not yet sent again first.
  ///
  /// @param until the last moment of failing
  List<LetterCount> counts(LetterFilter filter, Instant until);

  /// A page, newest first.
  List<StoredLetter> newest(LetterFilter filter, LetterPage page, int limit);

  /// A page, oldest first: the order in which letters are sent again.
  List<StoredLetter> oldest(LetterFilter filter, LetterPage page, int limit);

  Optional<StoredLetter> find(String id);
}
