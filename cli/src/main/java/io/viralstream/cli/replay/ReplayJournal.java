package io.viralstream.cli.replay;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many answers of one file a gateway has acknowledged for one evaluation, in a small file.
///
/// A replay that broke off goes on behind them. A file that is torn, wrong or gone means that
/// answers are sent again, which changes nothing: the first of each item counts.
final class ReplayJournal {
  private static final Pattern LINE = Pattern.compile("([0-9]{1,12}) acknowledged\n");

  private final Path file;

  private ReplayJournal(Path file) {
    this.file = file;
  }

  /// @param folder of all journals, which is there
  /// @param opening which opening of which evaluation, and of which file, as a file's name
  static ReplayJournal in(Path folder, String opening) {
    return new ReplayJournal(folder.resolve(opening));
  }

  /// Makes the folder where it is not there.
  ///
  /// @throws ReplayRefused where no file can be written in it
  static void demandFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException unmade) {
      throw unwritable(folder);
    }
    if (!Files.isWritable(folder)) throw unwritable(folder);
  }

  private static ReplayRefused unwritable(Path folder) {
    return new ReplayRefused(
        "--state: " + folder + " cannot be written, expected a folder of yours");
  }

  /// How many are acknowledged; 0 where that is not known.
  long acknowledged() throws IOException {
    try {
      Matcher line = LINE.matcher(Files.readString(file, StandardCharsets.UTF_8));
      return line.matches() ? Long.parseLong(line.group(1)) : 0;
    } catch (NoSuchFileException none) {
      return 0;
    } catch (CharacterCodingException torn) {
      return 0;
    }
  }

  /// Whole or not at all: a kill leaves the line before.
  void write(long acknowledged) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, acknowledged + " acknowledged\n", StandardCharsets.UTF_8);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
