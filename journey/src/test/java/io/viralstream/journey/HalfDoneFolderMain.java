package io.viralstream.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Makes the data folder that a later commit's [UpgradeJourneyTest] goes on with: what broker and
/// registry hold of an evaluation of which half is answered.
///
/// Arguments: an empty folder for the stack, and the zip file to write. Run from the `journey`
/// folder with its test class path.
public final class HalfDoneFolderMain {
  /// The stores come back from their changelogs, and their files would name this machine.
  private static final List<String> KEPT = List.of("kafka/records", "registry/schemas.mv.db");

  private HalfDoneFolderMain() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    try (HalfDoneStack stack = HalfDoneStack.start(folder)) {
      stack.log().writeQuestions();
      stack.log().writeAnswers(0, HalfDone.ITEMS / 2);
      Waiting.until(
          "half of the answers is scored", () -> stack.log().scored() == HalfDone.ITEMS / 2);
    }
    try (var zip = new ZipOutputStream(Files.newOutputStream(Path.of(arguments[1])))) {
      for (String name : KEPT) add(folder, name, zip);
    }
  }

  private static void add(Path folder, String name, ZipOutputStream zip) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve(name))) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }
}
