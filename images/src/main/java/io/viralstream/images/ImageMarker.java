package io.viralstream.images;

import java.util.Optional;

/// LLaVA's `<image>` in a question: the one rule for it, whichever way a question comes in.
///
/// Our records carry the picture beside the text, and prompts put it in front of its turn. So the
/// marker is taken out: `In this <image> what is seen?` becomes `In this what is seen?`, as LLaVA's
/// own preprocessing has it behind the picture. A text without marker stays to the letter.
public final class ImageMarker {
  private static final String MARKER = "<image>";

  private ImageMarker() {}

  /// Why a text with markers cannot be a question.
  public enum Fault {
    SEVERAL("has several <image> markers, expected one"),
    NO_PICTURE("has <image>, but no picture is given"),
    NO_QUESTION("has no question beside <image>");

    private final String sentence;

    Fault(String sentence) {
      this.sentence = sentence;
    }

    /// What is wrong, to stand behind the field's name.
    public String sentence() {
      return sentence;
    }
  }

  public static boolean in(String text) {
    return text.contains(MARKER);
  }

  /// What is wrong with a question about a picture.
  public static Optional<Fault> besidePicture(String text) {
    int at = text.indexOf(MARKER);
    if (at < 0) return Optional.empty();
    if (text.indexOf(MARKER, at + 1) >= 0) return Optional.of(Fault.SEVERAL);
    return removed(text).isEmpty() ? Optional.of(Fault.NO_QUESTION) : Optional.empty();
  }

  /// What is wrong with a question that has no picture.
  public static Optional<Fault> withoutPicture(String text) {
    return in(text) ? Optional.of(Fault.NO_PICTURE) : Optional.empty();
  }

  /// The question without its marker and the outer blanks that go with it.
  public static String removed(String text) {
    return in(text) ? text.replace(MARKER, "").strip() : text;
  }
}
