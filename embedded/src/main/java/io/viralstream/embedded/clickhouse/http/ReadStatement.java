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
}
