package io.viralstream.embedded.clickhouse.http;

/// The engine's settings that only an HTTP server acts on, as they are in force for one statement.
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
