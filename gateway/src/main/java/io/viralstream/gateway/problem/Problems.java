package io.viralstream.gateway.problem;

/// Says of any failure what the client may know of it, and tells the log the rest.
public final class Problems {
  private Problems() {}

  public static Problem of(Throwable failure) {
    var found = Finding.of(failure);
    found.log(1);
    return found.problem();
  }
}
