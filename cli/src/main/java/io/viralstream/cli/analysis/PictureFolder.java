package io.viralstream.cli.analysis;

import io.viralstream.cli.checkpoint.PictureFile;
import io.viralstream.images.ImageLimits;
import io.viralstream.schemas.ContentId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// All PNG and JPEG files below a folder, in the order of their names, with one question for all.
public final class PictureFolder implements AnalysisData {
  /// The most pictures that are taken.
  public static final int MOST = 100_000;

  private final Path folder;
  private final String question;
  private final List<Path> files;

  private PictureFolder(Path folder, String question, List<Path> files) {
    this.folder = folder;
    this.question = question;
    this.files = files;
  }

  /// @throws IOException where it cannot be read
  /// @throws AnalysisRefused where it holds no picture, or too many
  public static PictureFolder of(Path folder, String question) throws IOException {
    if (!Files.isDirectory(folder))
      throw new AnalysisRefused("--images: " + folder + " is no folder");
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(PictureFolder::isPicture).sorted().forEach(files::add);
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
    if (files.isEmpty())
      throw new AnalysisRefused("--images: " + folder + " holds no .png, .jpg or .jpeg file");
    if (files.size() > MOST)
      throw new AnalysisRefused(
          "--images: " + files.size() + " pictures, expected at most " + MOST);
    return new PictureFolder(folder, question, List.copyOf(files));
  }

  private static boolean isPicture(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file)
        && (name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg"));
  }

  @Override
  public String name() {
    return "folder " + folder.toAbsolutePath().normalize().getFileName();
  }

  /// Names and contents: another picture under an old name is other data.
  @Override
  public String key() throws IOException {
    List<String> parts = new ArrayList<>(List.of(question));
    for (Path file : files) {
      parts.add(id(file));
      parts.add(content(file));
    }
    return ContentId.of("pictures", parts);
  }

  /// What is too large is not read, as it is not looked at either.
  private static String content(Path file) throws IOException {
    long size = Files.size(file);
    return size > ImageLimits.STANDARD.maxBytes()
        ? size + " bytes"
        : ContentId.of(Files.readAllBytes(file));
  }

  private String id(Path file) {
    return folder.relativize(file).toString();
  }

  @Override
  public int size() {
    return files.size();
  }

  @Override
  public AnalysisItem at(int index) {
    Path file = files.get(index);
    return new AnalysisItem(id(file), question, () -> PictureFile.read(file), Optional.empty());
  }

  @Override
  public boolean isLabelled() {
    return false;
  }
}
