package io.viralstream.gateway.batch;

import io.viralstream.gateway.batch.Batch.Line;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.json.JsonRecord;
import io.viralstream.gateway.json.JsonRecords;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// Cuts a body into its records without reading them, by the rules that hold for files too.
final class Lines {
  private Lines() {}

  /// The records of `bytes[from, to)`.
  ///
  /// @param number what a record is called in the reply
  static List<Line> of(
      byte[] bytes,
      int from,
      int to,
      int most,
      BoundedJson json,
      ToIntFunction<JsonRecord> number) {
    try {
      var lines = new ArrayList<Line>();
      var records = JsonRecords.of(bytes, from, to);
      for (Optional<JsonRecord> next = records.next(); next.isPresent(); next = records.next()) {
        if (lines.size() == most) throw tooMany(most);
        JsonRecord record = next.get();
        lines.add(new Line(number.applyAsInt(record), () -> record.read(json)));
      }
      return lines;
    } catch (IOException impossible) {
      throw new UncheckedIOException("bytes in memory", impossible);
    }
  }

  private static RuntimeException tooMany(int most) {
    return Problem.of(ProblemKind.TOO_LARGE, "one request takes at most " + most + " lines")
        .exception();
  }
}
