package io.viralstream.journey;

import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.bootstrap.SchemaBootstrap;
import io.viralstream.schemas.serde.SchemaRegistry;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.streams.StreamsRole;
import io.viralstream.streams.StreamsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
    try (Stack stack = Stack.start(folder)) {
      var registry = new SchemaRegistry(stack.endpoints().registry());
      new SchemaBootstrap(registry).run();
      var log = new HalfDoneLog(stack.endpoints().kafka(), new TopicSerdes(registry));
      StreamsSettings settings =
          StreamsSettings.defaults(stack.endpoints().kafka(), folder.resolve("state"));
      try (var streams = new StreamsRole(settings, registry, Clock.systemUTC())) {
        streams.start();
        log.writeQuestions();
        log.writeAnswers(0, HalfDone.ITEMS / 2);
        Waiting.until(
            "half of the answers is scored",
            () ->
                log.progress().values().stream().mapToInt(Progress::getScored).sum()
                    == HalfDone.ITEMS / 2);
      }
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
