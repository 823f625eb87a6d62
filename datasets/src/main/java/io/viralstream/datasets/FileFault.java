package io.viralstream.datasets;

import java.io.IOException;

/// A file that is not what it was said to be: cut off, wrongly encoded, of another kind, too large.
public final class FileFault extends IOException {
  /// @param reason file, place, what is there, and what was expected
  public FileFault(String reason) {
    super(reason);
  }

  public FileFault(String reason, Throwable cause) {
    super(reason, cause);
  }
}
