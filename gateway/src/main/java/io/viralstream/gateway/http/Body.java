package io.viralstream.gateway.http;

/// A request's body, whole and within its limit, not yet looked into.
///
/// @param hold the bytes' share of what may come in at once, given back once they are handled
@SuppressWarnings("ArrayRecordComponent") // bodies are never compared
public record Body(MediaType type, byte[] bytes, ByteBudget.Hold hold) {
  /// A body that counts nowhere.
  public Body(MediaType type, byte[] bytes) {
    this(type, bytes, new ByteBudget(0).hold());
  }
}
