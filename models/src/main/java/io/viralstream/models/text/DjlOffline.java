package io.viralstream.models.text;

/// Keeps the tokenizer library from calling home, which it does on first use unless told otherwise.
final class DjlOffline {
  private DjlOffline() {}

  /// Must run before the first tokenizer is opened; running again changes nothing.
  static void ensure() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }
}
