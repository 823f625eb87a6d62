package io.viralstream.models.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the archive of kernels to a file, as the engine loads it; needs no libtorch.
final class KernelArchiveMain {
  private KernelArchiveMain() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException(
          arguments.length + " arguments, expected 1: the file to write");
    }
    Files.write(Path.of(arguments[0]), KernelArchive.bytes());
  }
}
