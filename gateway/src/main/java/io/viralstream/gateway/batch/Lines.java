package io.viralstream.gateway.batch;

import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.ArrayList;
import java.util.List;

/// Cuts JSON Lines at their line ends without reading them; blank lines count but hold nothing.
final class Lines {
  private Lines() {}

  /// The lines of `bytes[from, to)`.
  static List<Line> of(byte[] bytes, int from, int to, int most, BoundedJson json) {
    var lines = new ArrayList<Line>();
    int number = 1;
    for (int start = from; start < to; number++) {
      int end = end(bytes, start, to);
      if (!blank(bytes, start, end)) {
        if (lines.size() == most) throw tooMany(most);
        lines.add(line(number, bytes, start, end - start, json));
      }
      start = end + 1;
    }
    return lines;
  }

  static RuntimeException tooMany(int most) {
    return Problem.of(ProblemKind.TOO_LARGE, "one request takes at most " + most + " lines")
        .exception();
  }

  private static Line line(int number, byte[] bytes, int start, int length, BoundedJson json) {
    return new Line(number, () -> json.read(bytes, start, length));
  }

  private static int end(byte[] bytes, int start, int to) {
    int end = start;
    while (end < to && bytes[end] != '\n') end++;
    return end;
  }

  private static boolean blank(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') return false;
    }
    return true;
  }
}
