package io.viralstream.cli.settings;

/// A setting that stops the start; the message has key, value and expectation.
public final class SettingRefused extends RuntimeException {
  public SettingRefused(String message) {
    super(message);
  }
}
