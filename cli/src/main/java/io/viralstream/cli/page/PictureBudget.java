package io.viralstream.cli.page;

import java.util.Base64;
import java.util.Locale;

/// Pictures inside a document, as many as it has room for.
final class PictureBudget {
  private final long most;
  private long used;
  private int left;

  /// @param most bytes of all pictures
  PictureBudget(long most) {
    this.most = most;
  }

  /// A picture as an element, or words where there is no room.
  String img(byte[] png, String described) {
    long bytes = png.length * 4L / 3 + 100;
    if (used + bytes > most) {
      left++;
      return "<span class=\"gone\">" + Html.text(described) + " (left out)</span>";
    }
    used += bytes;
    return "<img alt=\""
        + Html.text(described)
        + "\" src=\"data:image/png;base64,"
        + Base64.getEncoder().encodeToString(png)
        + "\">";
  }

  /// What was left out.
  String remark() {
    return left == 0
        ? "All pictures are shown."
        : String.format(
            Locale.ROOT, "Pictures left out, so that this file stays small: %,d.", left);
  }
}
