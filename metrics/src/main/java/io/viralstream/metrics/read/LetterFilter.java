package io.viralstream.metrics.read;

import java.time.Instant;
import java.util.Optional;

/// Which dead letters are asked for; what is empty lets all pass.
///
/// @param step as in the schema, such as TRAIN
/// @param category as in the schema, such as IMAGE_MISSING
/// @param reason what the reason begins with, as it is or with `#` for numbers and hashes
/// @param since the earliest moment of failing
/// @param resent only those that were sent again, or only those that were not
public record LetterFilter(
    Optional<String> step,
    Optional<String> category,
    Optional<String> arm,
    Optional<String> reason,
    Optional<Instant> since,
    Optional<Boolean> resent) {

  /// Every letter.
  public static final LetterFilter ALL =
      new LetterFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /// Of these, the ones that have not been sent again.
  public LetterFilter unsent() {
    return new LetterFilter(step, category, arm, reason, since, Optional.of(false));
  }
}
