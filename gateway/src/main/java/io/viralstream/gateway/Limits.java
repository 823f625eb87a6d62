package io.viralstream.gateway;

import io.viralstream.images.ImageLimits;

/// How large what comes in may be; each is checked before any work is done with it.
///
/// @param bodyBytes one request's body
/// @param lines samples or items in one request
/// @param turns questions with their answers in one sample
/// @param questionLength characters of one question
/// @param answerLength characters of one answer
/// @param sampleLength characters of all turns of one sample; a record holds at most 1 MiB
/// @param choices options of a multiple choice
/// @param maxTokens tokens of one answer
/// @param benchmarkItems items of one benchmark version
/// @param images what one picture may cost
public record Limits(
    int bodyBytes,
    int lines,
    int turns,
    int questionLength,
    int answerLength,
    int sampleLength,
    int choices,
    int maxTokens,
    int benchmarkItems,
    ImageLimits images) {
  public Limits {
    atLeastOne("bodyBytes", bodyBytes);
    atLeastOne("lines", lines);
    atLeastOne("turns", turns);
    atLeastOne("questionLength", questionLength);
    atLeastOne("answerLength", answerLength);
    atLeastOne("sampleLength", sampleLength);
    atLeastOne("choices", choices);
    atLeastOne("maxTokens", maxTokens);
    atLeastOne("benchmarkItems", benchmarkItems);
  }

  /// As many characters as a record of 1 MiB holds, whatever they are.
  public static final int LONGEST_SAMPLE = 300_000;

  public static Limits defaults() {
    return new Limits(
        32 << 20,
        1_000,
        500,
        100_000,
        100_000,
        LONGEST_SAMPLE,
        26,
        256,
        1_000_000,
        ImageLimits.STANDARD);
  }

  /// These limits with others on the texts of samples and questions.
  public Limits texts(int turns, int questionLength, int answerLength, int sampleLength) {
    return new Limits(
        bodyBytes,
        lines,
        turns,
        questionLength,
        answerLength,
        sampleLength,
        choices,
        maxTokens,
        benchmarkItems,
        images);
  }

  /// For who reads a text before a gateway does, whose limits it cannot know: no limit on texts.
  public static Limits unbounded() {
    int any = Integer.MAX_VALUE;
    return defaults().texts(any / 4, any, any, any);
  }

  /// The longest string that a document may hold: an image in base64 with its prefix.
  public int longestString() {
    return images.maxBytes() / 3 * 4 + 1_024;
  }

  private static void atLeastOne(String key, int value) {
    if (value < 1) throw new IllegalArgumentException(key + "=" + value + ", expected at least 1");
  }
}
