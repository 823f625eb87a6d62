package io.viralstream.cli.feed;

import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.console.Progress;
import java.io.IOException;
import java.nio.file.Path;

/// Sends a file of conversations as a feed, once or in several passes.
public final class FeedUpload {
  private final Gateway gateway;
  private final Pause pause;
  private final Console console;

  public FeedUpload(Gateway gateway, Pause pause, Console console) {
    this.gateway = gateway;
    this.pause = pause;
    this.console = console;
  }

  /// @return what was taken and refused, over all passes
  /// @throws IOException where the file cannot be read, or is no text in UTF-8
  public UploadCounts send(Path file, ImageFolder images, String feed, int passes)
      throws IOException, InterruptedException {
    var counts = new UploadCounts();
    for (int pass = 1; pass <= passes; pass++)
      pass(file, images, feed, pass, passes == 1 ? "send" : "pass " + pass, counts);
    counts.remarks().forEach(console::note);
    return counts;
  }

  private void pass(
      Path file, ImageFolder images, String feed, int pass, String label, UploadCounts counts)
      throws IOException, InterruptedException {
    var samples =
        new BatchUpload("samples", batch -> gateway.samples(feed, pass, batch), counts, pause);
    try (Progress progress = console.progress(label, file.toFile().length())) {
      new LineUpload(images, samples, counts).send(file, progress);
    }
  }
}
