package io.viralstream.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.client.ArmState;
import io.viralstream.cli.client.FeedCoverage;
import io.viralstream.cli.client.FeedEndReceipt;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.feed.FeedEndWait;
import io.viralstream.cli.feed.FeedUpload;
import io.viralstream.cli.feed.ImageFolder;
import io.viralstream.cli.feed.ImageFolder.Links;
import io.viralstream.cli.feed.UploadCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ingest`: a file of LLaVA conversations to a gateway as a feed, or files of questions as a
/// benchmark.
@Command(
    name = "ingest",
    description = {
      "Sends LLaVA conversations (a JSON array, or JSON Lines) to a gateway as a feed.",
      "Sending a file again is safe: it adds no row, step or version.",
      "A line that is refused is named with its place and left out. The others are taken, the feed",
      "is ended, and the command ends with 1. If no line is taken, the feed is not ended.",
      "With --benchmark, registers and seals questions instead: a question file of your own, or the",
      "files that the benchmark of --rule is published as. If one question is refused, nothing is",
      "sealed. Pictures that are neither in the files nor in --images are known by their names, so",
      "that only recorded answers can be evaluated."
    })
public final class IngestCommand implements Callable<Integer> {
  private static final String NAME = "[A-Za-z0-9._-]{1,64}";
  private static final int LONGEST_DECAY = 1_000_000_000;

  private final Invocation invocation;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "The file to send; with --benchmark several, folders, or none beside --labels.")
  private List<Path> files = List.of();

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = {
        "Folder that image names are looked up in, and never outside of it. A feed needs one."
      })
  private Optional<Path> images = Optional.empty();

  @Option(
      names = "--follow-links",
      description = "Take images behind links that lead out of that folder.")
  private boolean followLinks = false;

  @Option(names = "--feed", paramLabel = "NAME", description = "Feed (default: the file's name).")
  private Optional<String> feed = Optional.empty();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the file (default: ${DEFAULT-VALUE}).")
  private int epochs = 1;

  @Option(
      names = "--wait",
      description = "Return once every arm that was live at the feed's end has a checkpoint of it.")
  private boolean wait = false;

  @Option(
      names = "--decay",
      paramLabel = "N",
      description = {
        "After the feed's end, let the learning rate fall to 0 over N steps. This is for arms that",
        "learn the feed at a constant rate; each then stands still. They need more samples for it."
      })
  private Optional<Integer> decay = Optional.empty();

  @Mixin private BenchmarkOptions benchmark = new BenchmarkOptions();
  @Mixin private GatewayOption gateway = new GatewayOption();
  @Mixin private JsonOption json = new JsonOption();

  public IngestCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (epochs < 1 || epochs > 1_000) throw wrong("--epochs=" + epochs + ", expected 1 to 1000");
    if (decay.filter(steps -> steps < 1 || steps > LONGEST_DECAY).isPresent())
      throw wrong("--decay=" + decay.get() + ", expected 1 to " + LONGEST_DECAY);
    Gateway connected = gateway.connect(invocation.pause());
    Optional<ImageFolder> folder = folder();
    for (Path file : files) demandRereadable(file);
    if (benchmark.wanted()) {
      if (wait || feed.isPresent() || epochs > 1 || decay.isPresent())
        throw wrong("--benchmark goes without --feed, --epochs, --wait and --decay");
      return benchmark.register(files, folder, connected, invocation, json.form());
    }
    if (files.size() != 1) throw wrong("FILE: " + files.size() + " given, a feed is one");
    return feed(
        files.getFirst(),
        connected,
        folder.orElseThrow(() -> wrong("Missing required option: '--images=DIR'")));
  }

  private Optional<ImageFolder> folder() throws IOException {
    return images.isEmpty()
        ? Optional.empty()
        : Optional.of(new ImageFolder(images.get(), followLinks ? Links.FOLLOWED : Links.REFUSED));
  }

  /// A pipe is empty when it is read again; a benchmark is read to be hashed, and again to be sent.
  private void demandRereadable(Path file) {
    boolean twice = epochs > 1 || benchmark.wanted();
    boolean folder = benchmark.wanted() && Files.isDirectory(file);
    if (twice && Files.exists(file) && !Files.isRegularFile(file) && !folder)
      throw wrong(
          (benchmark.wanted() ? "--benchmark" : "--epochs=" + epochs)
              + " reads FILE more than once, but "
              + file
              + " can be read only once: save it as a file first");
  }

  private int feed(Path file, Gateway connected, ImageFolder folder)
      throws IOException, InterruptedException {
    String name = feed.orElseGet(() -> fileName(file));
    if (!name.matches(NAME)) throw wrong("--feed=" + name + ", expected " + NAME);
    if (wait) demandArm(connected.arms().stream().noneMatch(ArmState::live));
    UploadCounts counts =
        new FeedUpload(connected, invocation.pause(), invocation.console())
            .send(file, folder, name, epochs);
    if (counts.taken() == 0)
      throw CommandFailure.failed("no line of " + file.getFileName() + " was taken");
    FeedEndReceipt end = decay.isPresent() ? connected.end(name, decay.get()) : connected.end(name);
    Optional<FeedCoverage> ending = wait ? Optional.of(await(connected, end)) : Optional.empty();
    invocation
        .console()
        .result(json.form(), text(name, counts, ending), json(name, counts, end, ending));
    return counts.refused() == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  private FeedCoverage await(Gateway connected, FeedEndReceipt end) throws InterruptedException {
    demandArm(end.arms().isEmpty());
    return new FeedEndWait(connected, invocation.pause(), invocation.console()).await(end);
  }

  private static void demandArm(boolean none) {
    if (none)
      throw CommandFailure.refused(
          "no arm learns (one that made all its steps does not): start one with `viral up` or"
              + " `viral train --arm NAME`");
  }

  private static String fileName(Path file) {
    String name = String.valueOf(file.getFileName()).replaceAll("\\.[^.]*$", "");
    return name.replaceAll("[^A-Za-z0-9._-]", "-");
  }

  private static String text(String name, UploadCounts counts, Optional<FeedCoverage> ending) {
    var text =
        new StringBuilder(
            "feed " + name + ": taken " + counts.taken() + ", refused " + counts.refused());
    for (FeedCoverage.Arm arm : ending.map(FeedCoverage::arms).orElse(List.of()))
      text.append("\narm ").append(arm.name()).append(": ").append(outcome(arm));
    return text.toString();
  }

  private static String outcome(FeedCoverage.Arm arm) {
    return arm.model()
        .map(model -> "model " + model)
        .orElse(arm.finished() ? "had made all its steps before the feed's end" : "no model yet");
  }

  private static ObjectNode json(
      String name, UploadCounts counts, FeedEndReceipt end, Optional<FeedCoverage> ending) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("feed", name);
    json.put("taken", counts.taken()).put("refused", counts.refused()).put("end", end.id());
    ObjectNode models = json.putObject("models");
    ending.ifPresent(done ->
        done.arms().forEach(arm -> arm.model().ifPresent(model -> models.put(arm.name(), model))));
    return json;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
