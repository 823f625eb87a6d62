package io.viralstream.datasets;

/// A record that cannot be taken: file, line, field, value, and what was expected.
public final class RecordFault extends Exception {
  private final String place;
  private final String reason;

  /// @param place `answers.jsonl, line 7`
  /// @param reason `label: "maybe", expected yes or no`
  public RecordFault(String place, String reason) {
    super(place + ": " + reason);
    this.place = place;
    this.reason = reason;
  }

  public String place() {
    return place;
  }

  public String reason() {
    return reason;
  }
}
