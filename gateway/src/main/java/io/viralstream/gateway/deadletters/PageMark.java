package io.viralstream.gateway.deadletters;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.metrics.read.LetterRows.LetterMark;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a page begins, as a client hands it back: the moment at which the first page was asked
/// for, and the last letter of the page before.
///
/// Letters that come later stay out of all pages: sending letters again page after page ends though
/// some of them fail again.
record PageMark(Instant until, Optional<LetterMark> behind) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,15}) (\\d{1,15}) (.{1,300})");

  static PageMark first(Instant now) {
    return new PageMark(now, Optional.empty());
  }

  /// @throws io.viralstream.gateway.problem.ProblemException where no gateway gave this cursor
  static PageMark read(String cursor) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      Matcher match = TEXT.matcher(text);
      if (!match.matches()) throw unknown();
      var at = Instant.ofEpochMilli(Long.parseLong(match.group(2)));
      return new PageMark(
          Instant.ofEpochMilli(Long.parseLong(match.group(1))),
          Optional.of(new LetterMark(at, match.group(3))));
    } catch (IllegalArgumentException noBase64) {
      throw unknown();
    }
  }

  /// The cursor of the page behind a letter.
  String behind(LetterMark last) {
    String text = until.toEpochMilli() + " " + last.at().toEpochMilli() + " " + last.id();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static RuntimeException unknown() {
    return Problem.at("cursor", ProblemKind.MALFORMED, "cursor: expected one of an earlier reply")
        .exception();
  }
}
