package io.viralstream.cli.feed;

import io.viralstream.cli.client.FeedCoverage;
import io.viralstream.cli.client.FeedEndReceipt;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.console.Progress;
import java.time.Duration;
import java.util.stream.Collectors;

/// Waits until every arm that was live when a feed's end was acknowledged has a checkpoint that
/// covers it, or has made all its steps before it.
public final class FeedEndWait {
  private static final Duration PACE = Duration.ofMillis(500);

  private final Gateway gateway;
  private final Pause pause;
  private final Console console;

  public FeedEndWait(Gateway gateway, Pause pause, Console console) {
    this.gateway = gateway;
    this.pause = pause;
    this.console = console;
  }

  /// An arm that dies meanwhile is waited for, and named beside the bar.
  public FeedCoverage await(FeedEndReceipt end) throws InterruptedException {
    try (Progress progress = console.progress("train", end.arms().size())) {
      while (true) {
        FeedCoverage ending = gateway.ending(end);
        progress.at(ending.settled(), waiting(ending));
        if (ending.complete()) return ending;
        pause.pause(PACE);
      }
    }
  }

  private static String waiting(FeedCoverage ending) {
    return ending.arms().stream()
        .filter(arm -> !arm.isSettled())
        .map(arm -> arm.live() ? arm.name() : arm.name() + " (no worker)")
        .collect(Collectors.joining(", "));
  }
}
