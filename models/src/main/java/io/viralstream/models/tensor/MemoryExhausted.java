package io.viralstream.models.tensor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// libtorch could not have the memory that it asked for, of the host or of a graphics card.
///
/// libtorch says so in the words of an exception alone. As an error it passes every handler that
/// takes an exception for a bad record.
public final class MemoryExhausted extends OutOfMemoryError {
  private static final List<String> SIGNS =
      List.of(
          "defaultcpuallocator: can't allocate memory",
          "defaultcpuallocator: not enough memory",
          "std::bad_alloc",
          "cuda out of memory",
          "cuda error: out of memory",
          "hip out of memory",
          "cublas_status_alloc_failed",
          "cudnn_status_alloc_failed",
          "cusolver_status_alloc_failed");
  private static final Pattern AMOUNT = Pattern.compile("(?i)tried to allocate ([\\d.]+ \\w+)");

  private MemoryExhausted(String message, Throwable cause) {
    super(message);
    initCause(cause);
  }

  /// What a failure of libtorch says about memory, if it does.
  static Optional<MemoryExhausted> in(RuntimeException failure) {
    String words = String.valueOf(failure.getMessage());
    String lower = words.toLowerCase(Locale.ROOT);
    if (SIGNS.stream().noneMatch(lower::contains)) return Optional.empty();
    Matcher amount = AMOUNT.matcher(words);
    String asked = amount.find() ? amount.group(1) : "the memory that it asked for";
    return Optional.of(new MemoryExhausted("libtorch was refused " + asked, failure));
  }
}
