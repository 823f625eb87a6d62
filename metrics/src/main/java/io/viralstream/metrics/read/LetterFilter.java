package io.viralstream.metrics.read;

import java.time.Instant;
import java.util.Optional;

/// Which dead letters are asked for; what is empty lets all pass.
///
/// @param reason what the reason begins with, as it is or with `#` for numbers and hashes
/// @param since the earliest moment of failing
/// @param until the last one: letters that come while someone reads page after page stay out
/// @param resent only those that were sent again, or only those that were not
public record LetterFilter(
    Optional<String> step,
    Optional<String> category,
    Optional<String> arm,
    Optional<String> reason,
    Optional<Instant> since,
    Instant until,
    Optional<Boolean> resent) {

  /// Every letter of a time that has not been sent again.
  public static LetterFilter unsent(Instant until) {
    return new LetterFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        until,
        Optional.of(false));
  }
}
