package io.viralstream.images;

/// A picture file that is not taken, with the category of the reason and the limit or field behind
/// it.
///
/// Checked, because it is an ordinary outcome of reading what strangers send.
public final class ImageRejected extends Exception {
  private static final long serialVersionUID = 1L;

  /// Why a file is not taken; the sender can act on each.
  public enum Category {
    /// No bytes at all.
    EMPTY,
    /// The file is longer than the limit.
    TOO_MANY_BYTES,
    /// Sides, pixels or scans in the header exceed the limit.
    TOO_LARGE,
    /// The first bytes are those of no type that is taken.
    UNKNOWN_TYPE,
    /// A well-formed file of a flavour that is not taken, such as 16-bit grey or CMYK.
    UNSUPPORTED,
    /// Truncated or damaged.
    CORRUPT
  }

  private final Category category;

  ImageRejected(Category category, String message) {
    super(message);
    this.category = category;
  }

  ImageRejected(Category category, String message, Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  public Category category() {
    return category;
  }

  static ImageRejected corrupt(String message) {
    return new ImageRejected(Category.CORRUPT, message);
  }

  static ImageRejected unsupported(String message) {
    return new ImageRejected(Category.UNSUPPORTED, message);
  }
}
