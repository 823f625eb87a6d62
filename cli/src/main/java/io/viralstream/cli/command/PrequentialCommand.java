package io.viralstream.cli.command;

import io.viralstream.cli.client.PrequentialReply;
import io.viralstream.cli.client.PrequentialRequest;
import io.viralstream.cli.report.PrequentialTable;
import io.viralstream.cli.report.ResultCsv;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `prequential`: how an arm's guesses and losses went, measured before it learnt each sample.
@Command(
    name = "prequential",
    description = "Prints how an arm did on each sample before it learnt from it.",
    footerHeading = "%nExample:%n",
    footer = "  ./viral prequential --arm viral --window 500 --csv")
public final class PrequentialCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Option(names = "--arm", required = true, paramLabel = "ARM", description = "The arm.")
  private String arm = "";

  @Option(names = "--feed", paramLabel = "NAME", description = "Only samples of this feed.")
  private Optional<String> feed = Optional.empty();

  @Option(names = "--category", paramLabel = "NAME", description = "Only this category.")
  private Optional<String> category = Optional.empty();

  @Option(
      names = "--window",
      paramLabel = "W",
      description = "Samples of a windowed mean (default: ${DEFAULT-VALUE}).")
  private int window = 200;

  @Option(
      names = "--fading",
      paramLabel = "ALPHA",
      description = "What a sample counts beside the next one (default: ${DEFAULT-VALUE}).")
  private double fading = .99;

  @Option(
      names = "--points",
      paramLabel = "N",
      description = "Points of a curve at most (default: ${DEFAULT-VALUE}).")
  private int points = 100;

  @Option(names = "--csv", description = "Print comma-separated values.")
  private boolean csv = false;

  @Mixin private GatewayOption gateway = new GatewayOption();
  @Mixin private JsonOption json = new JsonOption();

  public PrequentialCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws InterruptedException {
    var request = new PrequentialRequest(arm, feed, category, window, fading, points);
    PrequentialReply found = gateway.connect(invocation.pause()).prequential(request);
    String shown = csv ? ResultCsv.curves(found.curves()) : PrequentialTable.text(found.curves());
    invocation.console().result(json.form(), shown, found.json());
    if (found.earlierLeftOut() > 0)
      invocation
          .console()
          .note("left out: the oldest " + found.earlierLeftOut() + " of " + found.samples());
    if (found.smallerLeftOut() > 0)
      invocation
          .console()
          .note("left out: " + found.smallerLeftOut() + " curves with fewer samples");
    return ExitCode.DONE;
  }
}
