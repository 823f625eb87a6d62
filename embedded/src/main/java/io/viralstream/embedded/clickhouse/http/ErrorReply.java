package io.viralstream.embedded.clickhouse.http;

import java.io.IOException;
import java.util.Locale;

/// An error as the clients expect it: a status, ClickHouse's code in a header, one line of text.
///
/// @param dataFolder what a message must not show; the engine names files in some
record ErrorReply(String dataFolder, String version) {

  private static final int MESSAGE_CHARACTERS = 4000;

  /// Answers with the error. After the first byte of rows only cutting the connection tells the
  /// client: a closed answer would look complete.
  ///
  /// @throws Aborted if the answer has started
  void send(HttpReply reply, int status, int code, String message) throws IOException {
    if (reply.started()) {
      throw new Aborted();
    }
    reply.header("X-ClickHouse-Exception-Code", String.valueOf(code));
    reply.text(status, wording(code, message));
  }

  private String wording(int code, String message) {
    String shown = withoutTrace(message).replace(dataFolder, "DATA").strip();
    if (shown.length() > MESSAGE_CHARACTERS) {
      shown = shown.substring(0, MESSAGE_CHARACTERS) + "…";
    }
    String coded =
        shown.startsWith("Code: ")
            ? shown
            : String.format(Locale.ROOT, "Code: %d. DB::Exception: %s", code, shown);
    return coded.contains("(version") ? coded + "\n" : coded + " (version " + version + ")\n";
  }

  private static String withoutTrace(String message) {
    int trace = message.indexOf("Stack trace:");
    return trace < 0 ? message : message.substring(0, trace);
  }

  /// The HTTP status that the real server uses for an error of the engine.
  static int status(int code) {
    return switch (code) {
      // unknown function, identifier, type, table, aggregate function, format, database, setting
      case 46, 47, 50, 60, 63, 73, 81, 115 -> 404;
      // what the client wrote cannot be parsed or does not fit
      case 6, 16, 26, 27, 33, 36, 38, 41, 43, 53, 62, 72, 117, 130, 386, 456, 457 -> 400;
      case 164, 497 -> 403;
      case 159 -> 408;
      case 48 -> 501;
      default -> 500;
    };
  }

  /// Tells the HTTP server to drop the connection.
  static final class Aborted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Aborted() {
      super("answer aborted after its start", null, false, false);
    }
  }
}
