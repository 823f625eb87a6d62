package io.viralstream.cli.feed;

import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// The folder that image names of a file are looked up in, and never outside of it.
public final class ImageFolder {
  private final Optional<Path> folder;
  private final Links links;

  /// What becomes of links that lead out of the folder.
  public enum Links {
    REFUSED,
    FOLLOWED
  }

  /// @throws IOException where there is no such folder
  public ImageFolder(Path folder) throws IOException {
    this(folder, Links.REFUSED);
  }

  /// @throws IOException where there is no such folder
  public ImageFolder(Path folder, Links links) throws IOException {
    this(Optional.of(folder.toRealPath()), links);
    if (!Files.isDirectory(folder)) throw new IOException(folder + " is no folder");
  }

  private ImageFolder(Optional<Path> folder, Links links) {
    this.folder = folder;
    this.links = links;
  }

  /// No folder: a name of a picture leads nowhere.
  public static ImageFolder none() {
    return new ImageFolder(Optional.empty(), Links.REFUSED);
  }

  /// @throws Unavailable where the name leads out of the folder, to nothing, or to too much
  public LocalImage read(String name) throws Unavailable {
    try {
      Path file = inside(name);
      long size = Files.size(file);
      if (size > Topics.MAX_IMAGE_BYTES)
        throw new Unavailable(
            name, "has " + size + " bytes, at most " + Topics.MAX_IMAGE_BYTES + " are taken");
      byte[] bytes = Files.readAllBytes(file);
      return new LocalImage(ContentId.of(bytes), bytes);
    } catch (IOException e) {
      throw new Unavailable(name, "cannot be read");
    }
  }

  /// Links are followed before the check, so that none leads out of the folder unless it may. The
  /// name itself never may.
  private Path inside(String name) throws IOException, Unavailable {
    if (folder.isEmpty()) throw new Unavailable(name, "needs its folder: --images DIR");
    return inside(folder.get(), name);
  }

  private Path inside(Path folder, String name) throws IOException, Unavailable {
    try {
      Path file = folder.resolve(name);
      if (!file.normalize().startsWith(folder))
        throw new Unavailable(name, "lies outside the image folder");
      if (!Files.isRegularFile(file)) throw new Unavailable(name, "is not in the image folder");
      Path real = file.toRealPath();
      if (!real.startsWith(folder) && links == Links.REFUSED)
        throw new Unavailable(
            name, "lies behind a link that leads out of the image folder: see --follow-links");
      return real;
    } catch (InvalidPathException e) {
      throw new Unavailable(name, "is no file name");
    }
  }

  /// A picture's bytes and their SHA-256, which is also its name in a request.
  ///
  /// @param bytes as they stand in the file; not to be changed
  public record LocalImage(String sha256, byte[] bytes) {}

  /// A picture that a line names and the folder does not give.
  public static final class Unavailable extends Exception {
    private final String reason;

    Unavailable(String name, String reason) {
      super("image: " + shortened(name) + " " + reason);
      this.reason = "image: " + shortened(name) + " " + reason;
    }

    /// What is wrong, beginning with the field.
    public String reason() {
      return reason;
    }

    private static String shortened(String name) {
      return name.length() <= 80 ? name : name.substring(0, 80) + "…";
    }
  }
}
