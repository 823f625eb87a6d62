package io.viralstream.cli.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.InstantSource;

/// Where a command writes: results to standard output, all else to standard error.
///
/// @param terminal whether a person watches standard error, so that a line may be redrawn
public record Console(PrintStream out, PrintStream err, boolean terminal, InstantSource clock) {

  /// A remark; never part of a result.
  public void note(String line) {
    err.println(line);
    err.flush();
  }

  /// A result as text for a person, or as one JSON object on one line, with the text beside it on
  /// standard error.
  public void result(Form form, String text, JsonNode json) {
    switch (form) {
      case TEXT -> out.println(text);
      case JSON -> {
        note(text);
        out.println(PlainText.json(json.toString()));
      }
    }
    out.flush();
  }

  /// How results are printed.
  public enum Form {
    TEXT,
    JSON
  }

  public Progress progress(String label, long total) {
    Progress.Surface surface = terminal ? new Progress.Redrawn(err) : new Progress.Lines(err);
    return new Progress(label, total, surface, clock);
  }
}
