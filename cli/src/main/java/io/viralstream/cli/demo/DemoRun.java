package io.viralstream.cli.demo;

import io.viralstream.cli.benchmark.BenchmarkUpload;
import io.viralstream.cli.benchmark.BenchmarkUpload.Registration;
import io.viralstream.cli.client.ArmState;
import io.viralstream.cli.client.EvaluationRequest;
import io.viralstream.cli.client.EvaluationState;
import io.viralstream.cli.client.FeedEndReceipt;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.console.Progress;
import io.viralstream.cli.evaluation.EvaluationRun;
import io.viralstream.cli.feed.FeedUpload;
import io.viralstream.cli.feed.ImageFolder;
import io.viralstream.scoring.BenchmarkRule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The demo's story on a running stack: measure, teach, measure on the way, measure again.
///
/// Everything goes through the gateway, as any client's would.
final class DemoRun {
  static final String ARM = "viral";
  static final String BENCHMARK = "demo";
  private static final Duration PACE = Duration.ofMillis(250);

  private final Gateway gateway;
  private final DemoSettings settings;
  private final Console console;
  private final Pause pause;

  /// The three evaluations, and when the stream began and the last of them ended.
  ///
  /// @param versions of the last evaluation and of the first
  record Evaluated(
      String before,
      String during,
      String after,
      List<String> versions,
      Instant begun,
      Instant ended) {}

  DemoRun(Gateway gateway, DemoSettings settings, Console console, Pause pause) {
    this.gateway = gateway;
    this.settings = settings;
    this.console = console;
    this.pause = pause;
  }

  Evaluated run(DemoScenes scenes) throws IOException, InterruptedException {
    new BenchmarkUpload(gateway, pause, console)
        .register(
            scenes.heldOut(),
            new ImageFolder(scenes.heldOutFolder()),
            new Registration(BENCHMARK, false, BenchmarkRule.GENERIC));
    String started = arm().newest();
    String before = evaluate(started);
    Instant begun = console.clock().instant();
    FeedEndReceipt end = feed(scenes);
    EvaluationState during = train(end);
    String middle = finished(during);
    String taught = arm().newest();
    String after = evaluate(taught);
    return new Evaluated(
        before, middle, after, List.of(taught, started), begun, console.clock().instant());
  }

  private FeedEndReceipt feed(DemoScenes scenes) throws IOException, InterruptedException {
    new FeedUpload(gateway, pause, console)
        .send(scenes.stream(), new ImageFolder(scenes.streamFolder()), BENCHMARK, 1);
    return gateway.end(BENCHMARK);
  }

  /// Follows the training to the feed's end and asks for the middle's evaluation on the way, so
  /// that it runs beside the training.
  ///
  /// @return the middle's evaluation
  private EvaluationState train(FeedEndReceipt end) throws InterruptedException {
    Optional<EvaluationState> during = Optional.empty();
    try (Progress progress = console.progress("train", settings.steps())) {
      while (true) {
        ArmState arm = arm();
        if (during.isEmpty() && arm.step() >= settings.middleStep())
          during = Optional.of(gateway.evaluate(request(arm.newest())));
        progress.at(arm.step(), arm.newest());
        if (during.isPresent() && gateway.ending(end).complete()) return during.get();
        pause.pause(PACE);
      }
    }
  }

  private String evaluate(String model) throws InterruptedException {
    return flawless(run().of(request(model)).state());
  }

  private String finished(EvaluationState asked) throws InterruptedException {
    return flawless(run().follow(asked).state());
  }

  private EvaluationRun run() {
    return new EvaluationRun(gateway, pause, console);
  }

  private static String flawless(EvaluationState state) {
    if (!state.flawless())
      throw new IllegalStateException(
          "evaluation " + state.id() + " is " + state.phase() + ", failed " + state.failed());
    return state.id();
  }

  private static EvaluationRequest request(String model) {
    return new EvaluationRequest(BENCHMARK, Optional.of(model), Optional.empty());
  }

  private ArmState arm() throws InterruptedException {
    return gateway.arms().stream()
        .filter(arm -> arm.name().equals(ARM))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("arm " + ARM + " is gone"));
  }
}
