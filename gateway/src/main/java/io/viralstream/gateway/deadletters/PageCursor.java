package io.viralstream.gateway.deadletters;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.metrics.read.LetterRows.LetterMark;
import io.viralstream.metrics.read.LetterRows.LetterPage;
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
final class PageCursor {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,15}) (\\d{1,15}) (.{1,300})");

  private PageCursor() {}

  /// @throws io.viralstream.gateway.problem.ProblemException where no gateway gave this cursor
  static LetterPage read(String cursor) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      Matcher match = TEXT.matcher(text);
      if (!match.matches()) throw unknown();
      var at = Instant.ofEpochMilli(Long.parseLong(match.group(2)));
      return new LetterPage(
          Instant.ofEpochMilli(Long.parseLong(match.group(1))),
          Optional.of(new LetterMark(at, match.group(3))));
    } catch (IllegalArgumentException noBase64) {
      throw unknown();
    }
  }

  /// The cursor of the page behind a letter.
  ///
  /// @param page where that letter is the last
  static String behind(LetterPage page, LetterMark last) {
    String text = page.until().toEpochMilli() + " " + last.at().toEpochMilli() + " " + last.id();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static RuntimeException unknown() {
    return Problem.at("cursor", ProblemKind.MALFORMED, "cursor: expected one of an earlier reply")
        .exception();
  }
}
