package io.viralstream.cli.checkpoint;

import io.viralstream.images.ImageLimits;
import io.viralstream.images.ImageRejected;
import io.viralstream.images.Picture;
import io.viralstream.images.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A picture on this machine, read within the limits that hold for every picture.
public final class PictureFile {
  private PictureFile() {}

  /// @throws Refused naming the file and the reason
  /// @throws IOException where it cannot be read
  public static Picture read(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new Refused(file + ": is no file");
    }
    long size = Files.size(file);
    if (size > ImageLimits.STANDARD.maxBytes()) {
      throw new Refused(file + ": " + size + " bytes, at most " + ImageLimits.STANDARD.maxBytes());
    }
    try {
      return reader(file).read(Files.readAllBytes(file));
    } catch (ImageRejected bad) {
      throw new Refused(file + ": " + bad.getMessage());
    }
  }

  private static PictureReader reader(Path file) {
    try {
      return PictureReader.standard(Runtime.getRuntime().maxMemory());
    } catch (IllegalArgumentException small) {
      throw new Refused(file + ": " + small.getMessage());
    }
  }

  /// A file that is not taken as a picture; the message names it.
  public static final class Refused extends RuntimeException {
    public Refused(String message) {
      super(message);
    }
  }
}
