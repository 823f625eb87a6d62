package io.viralstream.cli.benchmark;

import io.viralstream.cli.benchmark.QuestionFile.Contents;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.client.SealRequest;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.console.Progress;
import io.viralstream.cli.feed.BatchUpload;
import io.viralstream.cli.feed.ImageFolder;
import io.viralstream.cli.feed.LineUpload;
import io.viralstream.cli.feed.UploadCounts;
import io.viralstream.scoring.BenchmarkRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Registers a question file: hashes it, sends its items under the version that results, seals
/// them.
public final class BenchmarkUpload {
  private final Gateway gateway;
  private final Pause pause;
  private final Console console;

  /// What the benchmark is to be.
  ///
  /// @param watched evaluated on every checkpoint of every arm
  public record Registration(String name, boolean watched, BenchmarkRule rule) {}

  public BenchmarkUpload(Gateway gateway, Pause pause, Console console) {
    this.gateway = gateway;
    this.pause = pause;
    this.console = console;
  }

  /// @throws IOException where the file cannot be read, or an item is refused: then nothing is
  ///   sealed
  public Contents register(Path file, ImageFolder images, Registration benchmark)
      throws IOException, InterruptedException {
    Contents contents = hash(file, images);
    send(file, images, benchmark.name(), contents.version());
    gateway.seal(
        new SealRequest(
            benchmark.name(),
            contents.version(),
            contents.items(),
            benchmark.watched() ? SealRequest.Use.WATCHED : SealRequest.Use.ASKED,
            benchmark.rule(),
            Optional.empty()));
    return contents;
  }

  private Contents hash(Path file, ImageFolder images) throws IOException {
    var counts = new UploadCounts();
    try (Progress progress = console.progress("hash", file.toFile().length())) {
      Contents contents = new QuestionFile(file, images).read(progress, counts);
      demandAll(counts);
      return contents;
    }
  }

  private void send(Path file, ImageFolder images, String name, String version)
      throws IOException, InterruptedException {
    var counts = new UploadCounts();
    var items =
        new BatchUpload("items", batch -> gateway.items(name, version, batch), counts, pause);
    try (Progress progress = console.progress("send", file.toFile().length())) {
      new LineUpload(images, items, counts).send(file, progress);
    }
    demandAll(counts);
  }

  /// A benchmark that was sealed without some of its questions would be another one.
  private void demandAll(UploadCounts counts) throws IOException {
    counts.remarks().forEach(console::note);
    if (counts.refused() > 0)
      throw new IOException(counts.refused() + " questions were refused; nothing was sealed");
  }
}
