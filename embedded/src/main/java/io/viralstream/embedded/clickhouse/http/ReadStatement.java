package io.viralstream.embedded.clickhouse.http;

import java.util.Optional;
import java.util.regex.Pattern;

/// A statement as the engine reads it, and the settings that are in force for it.
///
/// The engine words `select 1 format JSON -- report` as `SELECT 1\nFORMAT JSON`: no comments, each
/// clause at the start of a line, subqueries indented, line breaks inside of quotes escaped.
///
/// @param canonical the engine's wording
/// @param timezone in which the engine writes times; empty where it was not said
/// @param joinable whether no setting changes what the pieces of a result have around their rows
record ReadStatement(
    String canonical, HttpSettings settings, Optional<String> timezone, boolean joinable) {

  /// A format that is called as something else of the language, such as Null, stands in quotes.
  private static final Pattern FORMAT =
      Pattern.compile("^FORMAT `?([^`\\s]+)`?$", Pattern.MULTILINE);

  /// The clauses behind a SELECT that say how its result is written.
  private static final Pattern OUTPUT =
      Pattern.compile("^FORMAT \\S+$.*", Pattern.MULTILINE | Pattern.DOTALL);

  /// @return the format that the statement names
  Optional<String> format() {
    return FORMAT
        .matcher(canonical)
        .results()
        .reduce((first, last) -> last)
        .map(clause -> clause.group(1));
  }

  /// @return the SELECT without the clauses that say how its result is written
  String select() {
    return OUTPUT.matcher(canonical).replaceFirst("").strip();
  }

  /// The engine's settings that only an HTTP server acts on, as they are in force for one
  /// statement.
  ///
  /// @param compression whether a client that accepts a content coding gets one
  /// @param compressionLevel of that coding
  /// @param bufferBytes how much of a result is there before the answer starts, at least
  /// @param wholeResult whether all of a result is there before the answer starts
  /// @param progress whether the answer's head counts what was read
  record HttpSettings(
      boolean compression,
      int compressionLevel,
      long bufferBytes,
      boolean wholeResult,
      boolean progress) {

    /// What the engine has where nobody says otherwise.
    static final HttpSettings DEFAULTS = new HttpSettings(true, 3, 0, false, false);
  }
}
