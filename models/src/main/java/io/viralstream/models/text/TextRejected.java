package io.viralstream.models.text;

/// A text or tokenizer file that cannot be taken, with the reason in its message.
public final class TextRejected extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TextRejected(String message) {
    super(message);
  }

  public TextRejected(String message, Throwable cause) {
    super(message, cause);
  }
}
