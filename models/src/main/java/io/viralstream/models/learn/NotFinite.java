package io.viralstream.models.learn;

/// A loss or a gradient that is no number one could learn from; nothing was updated by it.
public final class NotFinite extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param quantity what it is, as a person would name it
  public NotFinite(String quantity, double value) {
    super(quantity + " is " + value);
  }
}
