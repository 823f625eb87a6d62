package io.viralstream.cli.page;

/// This machine can draw no charts: Java draws text with the fonts that fontconfig tells of.
public final class ChartUnavailable extends RuntimeException {
  ChartUnavailable(Error cause) {
    super(
        "charts cannot be drawn here: Java finds no fonts; install fontconfig and one font, such as"
            + " Debian's fontconfig and fonts-dejavu-core",
        cause);
  }
}
