package io.viralstream.gateway.json;

import java.io.IOException;

/// Finds where a JSON value ends, by its brackets and strings alone.
///
/// `{"a": "}"} …` ends behind the second brace. Whether the value is JSON is not decided here.
final class ValueScan {
  private final ByteWindow window;

  ValueScan(ByteWindow window) {
    this.window = window;
  }

  /// How far to look.
  enum Reach {
    /// To the end of the value's first line.
    LINE,
    /// To the end of the input.
    INPUT
  }

  enum State {
    /// The value is over.
    CLOSED,
    /// Its line ended first, outside of a string.
    LINE_ENDED,
    /// Its line ended first, inside a string, where JSON has no line end.
    LINE_ENDED_IN_STRING,
    /// The input ended first.
    INPUT_ENDED
  }

  /// @param position behind the value where it is closed; else of the line end or the input's end
  /// @param lines how many line ends the value has
  record End(State state, long position, int lines) {}

  /// @param from the value's first byte
  End of(long from, Reach reach) throws IOException {
    int first = window.at(from);
    return first == '{' || first == '[' || first == '"' ? nested(from, reach) : plain(from);
  }

  private End nested(long from, Reach reach) throws IOException {
    int depth = 0;
    int lines = 0;
    boolean string = false;
    for (long at = from; ; at++) {
      int next = window.at(at);
      if (next == ByteWindow.END) return new End(State.INPUT_ENDED, at, lines);
      if (next == '\n') {
        if (reach == Reach.LINE) return new End(ended(string), at, lines);
        lines++;
      } else if (next == '\\' && string) {
        at += window.at(at + 1) == '\n' ? 0 : 1;
      } else if (next == '"') {
        string = !string;
      } else if (!string) {
        depth += depth(next);
      }
      if (depth == 0 && !string) return new End(State.CLOSED, at + 1, lines);
    }
  }

  private static int depth(int next) {
    return switch (next) {
      case '{', '[' -> 1;
      case '}', ']' -> -1;
      default -> 0;
    };
  }

  private static State ended(boolean string) {
    return string ? State.LINE_ENDED_IN_STRING : State.LINE_ENDED;
  }

  /// A number or word: up to what separates values, and one byte at least.
  private End plain(long from) throws IOException {
    long at = from + 1;
    while (!separates(window.at(at))) at++;
    return new End(State.CLOSED, at, 0);
  }

  private static boolean separates(int next) {
    return switch (next) {
      case ByteWindow.END, ' ', '\t', '\r', '\n', ',', ']', '}', '{', '[', '"' -> true;
      default -> false;
    };
  }
}
