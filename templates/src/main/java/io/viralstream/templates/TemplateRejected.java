package io.viralstream.templates;

/// A template that cannot be read, does more than it may, or refuses its own messages.
public final class TemplateRejected extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TemplateRejected(String message) {
    super(message);
  }
}
