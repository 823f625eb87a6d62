package io.viralstream.gateway.ingest;

import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.avro.Turn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What texts that differ only in case, punctuation or blanks have in common: the SHA-256 of the
/// text without them.
///
/// `Is there a cat? yes` and `is there a cat Yes.` have the same.
public final class TextFingerprint {
  private static final Pattern PUNCTUATION = Pattern.compile("[\\p{P}\\p{S}]");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private TextFingerprint() {}

  /// Of all questions and answers of a conversation in their order.
  public static String of(List<Turn> turns) {
    return of(
        turns.stream()
            .map(turn -> turn.getQuestion() + " " + turn.getAnswer())
            .collect(Collectors.joining(" ")));
  }

  /// Of a question and its truth, in the form that a sample of one turn has.
  public static String of(String question, String truth) {
    return of(question + " " + truth);
  }

  private static String of(String text) {
    String plain = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    String spaced = BLANKS.matcher(plain).replaceAll(" ").strip();
    return ContentId.of(spaced.getBytes(StandardCharsets.UTF_8));
  }
}
