package io.viralstream.gateway.http;

/// A request's body, whole and within its limit, not yet looked into.
///
/// Once it is handled it lets go of its bytes: a connection that stays open may hold on to its last
/// request for as long as it likes.
public final class Body {
  private static final byte[] NOTHING = {};

  private final MediaType type;
  private final ByteBudget.Hold hold;
  private volatile byte[] bytes;

  /// A body that counts nowhere.
  public Body(MediaType type, byte[] bytes) {
    this(type, bytes, new ByteBudget(0).hold());
  }

  /// @param hold the bytes' share of what may come in at once
  Body(MediaType type, byte[] bytes, ByteBudget.Hold hold) {
    this.type = type;
    this.bytes = bytes;
    this.hold = hold;
  }

  public MediaType type() {
    return type;
  }

  public byte[] bytes() {
    return bytes;
  }

  /// It counts elsewhere from now on, no more among what comes in.
  void counted() {
    hold.close();
  }

  void handled() {
    hold.close();
    bytes = NOTHING;
  }
}
