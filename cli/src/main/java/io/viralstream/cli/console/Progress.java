package io.viralstream.cli.console;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// How far a piece of work is: one line that is redrawn on a terminal, a line now and then in a
/// log.
///
/// `train [##########..........] 50 % 1,250 / 2,500 step=125`
public final class Progress implements AutoCloseable {
  private static final int WIDTH = 24;

  private final String label;
  private final long total;
  private final Surface surface;
  private final InstantSource clock;
  private Instant drawn = Instant.MIN;
  private String last = "";

  Progress(String label, long total, Surface surface, InstantSource clock) {
    if (total < 0)
      throw new IllegalArgumentException(label + ": total=" + total + ", expected ≥ 0");
    this.label = label;
    this.total = total;
    this.surface = surface;
    this.clock = clock;
  }

  /// @param done how much of the total; more than the total is shown as all of it
  /// @param note what else is to be seen, or the empty string
  public synchronized void at(long done, String note) {
    last = line(Math.min(done, total), note);
    Instant now = clock.instant();
    if (drawn.isAfter(Instant.MIN) && Duration.between(drawn, now).compareTo(surface.pace()) < 0)
      return;
    drawn = now;
    surface.draw(last);
  }

  private String line(long done, String note) {
    double part = total == 0 ? 1 : (double) done / total;
    int filled = (int) Math.round(part * WIDTH);
    return String.format(
            Locale.ROOT,
            "%-10s [%s%s] %3d %%  %,d / %,d  %s",
            label,
            "#".repeat(filled),
            ".".repeat(WIDTH - filled),
            (int) Math.floor(part * 100),
            done,
            total,
            note)
        .stripTrailing();
  }

  /// Draws the last state, whatever the pace, and leaves it standing.
  @Override
  public synchronized void close() {
    if (!last.isEmpty()) surface.finish(last);
  }

  /// What a progress line is drawn on.
  sealed interface Surface {
    /// The least time between two drawings.
    Duration pace();

    void draw(String line);

    void finish(String line);
  }

  /// A terminal: the line is drawn over itself.
  record Redrawn(PrintStream err) implements Surface {
    @Override
    public Duration pace() {
      return Duration.ofMillis(100);
    }

    @Override
    public void draw(String line) {
      err.print("\r\u001b[2K" + line);
      err.flush();
    }

    @Override
    public void finish(String line) {
      draw(line);
      err.println();
    }
  }

  /// A log or a pipe: one line after another, seldom.
  record Lines(PrintStream err) implements Surface {
    @Override
    public Duration pace() {
      return Duration.ofSeconds(10);
    }

    @Override
    public void draw(String line) {
      err.println(line);
    }

    @Override
    public void finish(String line) {
      err.println(line);
    }
  }
}
