package io.viralstream.images;

/// Tells a damaged picture from a machine that has no memory left: Java's decoder reports both with
/// an exception, and only one of them is the picture's fault.
final class Damage {
  /// How libjpeg says that malloc failed.
  private static final String NATIVE_MEMORY = "Insufficient memory";

  private Damage() {}

  /// The rejection of a damaged picture.
  ///
  /// @throws Error what stands behind the exception, where that is no damage
  static ImageRejected of(Exception exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof Error error) throw error;
    }
    String message = String.valueOf(exception.getMessage());
    if (message.startsWith(NATIVE_MEMORY)) throw new OutOfMemoryError(message);
    return new ImageRejected(ImageRejected.Category.CORRUPT, "pixels: " + message, exception);
  }
}
