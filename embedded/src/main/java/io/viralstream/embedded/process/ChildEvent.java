package io.viralstream.embedded.process;

import java.time.Duration;
import java.util.Locale;

/// What happened to a supervised child, as listeners are told.
public sealed interface ChildEvent {

  /// @return one line for a person
  String text();

  /// It ended by itself and is started again.
  ///
  /// @param code its exit code; 128 and more is a signal's number above 128
  /// @param restart the how many-th start after the first one this leads to
  /// @param pause what is waited before that start
  record Ended(String name, int code, int restart, Duration pause) implements ChildEvent {
    @Override
    public String text() {
      String when = pause.isZero() ? "" : " in " + pause.toMillis() / 1000.0 + " s";
      return String.format(
          Locale.ROOT,
          "%s ended with code %d; starting it again%s (%s time)",
          name,
          code,
          when,
          ordinal(restart));
    }
  }

  /// It ended by itself and cannot be started again yet.
  ///
  /// @param obstacle what is in the way
  record Held(String name, int code, String obstacle) implements ChildEvent {
    @Override
    public String text() {
      return String.format(
          Locale.ROOT,
          "%s ended with code %d and waits to be started again: %s",
          name,
          code,
          obstacle);
    }
  }

  /// It answers its health check again.
  ///
  /// @param after since it ended
  record Recovered(String name, Duration after) implements ChildEvent {
    @Override
    public String text() {
      return String.format(
          Locale.ROOT, "%s works again after %.1f s", name, after.toMillis() / 1000.0);
    }
  }

  /// It does not come up and is not started any more.
  ///
  /// @param reason names the log and its last lines
  record GivenUp(String name, String reason) implements ChildEvent {
    @Override
    public String text() {
      return name + " is not started any more";
    }
  }

  private static String ordinal(int number) {
    boolean teen = number % 100 >= 11 && number % 100 <= 13;
    return number
        + switch (teen ? 0 : number % 10) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
  }
}
