package io.viralstream.metrics.read;

import java.util.List;
import java.util.Optional;

/// What is asked of the dead letters' rows.
public interface LetterRows {

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
