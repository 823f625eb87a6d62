package io.viralstream.cli.feed;

/// A picture that a line names and the folder does not give.
public final class ImageUnavailable extends Exception {
  private final String reason;

  ImageUnavailable(String name, String reason) {
    super("image: " + shortened(name) + " " + reason);
    this.reason = "image: " + shortened(name) + " " + reason;
  }

  /// What is wrong, beginning with the field.
  public String reason() {
    return reason;
  }

  private static String shortened(String name) {
    return name.length() <= 80 ? name : name.substring(0, 80) + "…";
  }
}
