package io.viralstream.datasets;

/// What of a question's text and of a picture's name is compared between files.
///
/// LLaVA asks "Is there a cat? Please answer yes or no.\nAnswer the question using a single word or
/// phrase." where MME has "Is there a cat? Please answer yes or no." Both have the key "Is there a
/// cat?". Of a picture the key leaves out the file's ending, which LLaVA changes.
public final class MatchKey {
  private static final String LLAVA = "Answer the question using a single word or phrase.";
  private static final String MME = "Please answer yes or no.";

  private MatchKey() {}

  public static String text(String question) {
    String bare = question.replaceAll("\\s+", " ").strip();
    return without(without(bare, LLAVA), MME);
  }

  private static String without(String text, String end) {
    return text.endsWith(end) ? text.substring(0, text.length() - end.length()).strip() : text;
  }

  public static String picture(String name) {
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
  }
}
