package io.viralstream.cli.command;

import io.viralstream.cli.analysis.StackLog;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.settings.Setting;
import io.viralstream.cli.stack.DataFolder;
import io.viralstream.cli.stack.Endpoints;
import io.viralstream.models.analyse.AnalysisTeacher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// `--data` or `--gateway`: the running stack whose versions, benchmarks and rows are meant.
final class StackOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "The folder of a running `up`: versions, benchmarks and rows are those of its stack.",
        "On a cluster --gateway, KAFKA_BOOTSTRAP, REGISTRY_URL and VIRAL_CHECKPOINTS name the same."
      })
  private Optional<Path> data = Optional.empty();

  @Option(names = "--gateway", paramLabel = "URL", description = "The gateway of a running stack.")
  private Optional<URI> gateway = Optional.empty();

  /// Whether a stack is named.
  boolean isNamed() {
    return data.isPresent() || gateway.isPresent();
  }

  /// @throws IOException where the folder is that of no running stack
  Gateway connect(Invocation invocation) throws IOException {
    URI url =
        gateway.isPresent()
            ? gateway.get()
            : endpoints().orElseThrow(StackOptions::unnamed).gateway();
    return new Gateway(url, invocation.pause());
  }

  /// Its log.
  ///
  /// @throws Setting.Refused where neither a folder nor a setting names it
  StackLog log(Invocation invocation) throws IOException {
    Optional<Endpoints> known = endpoints();
    if (known.isPresent()) return new StackLog(known.get().kafka(), known.get().registry());
    return new StackLog(
        invocation.environment().text(Setting.KAFKA_BOOTSTRAP),
        invocation.environment().url(Setting.REGISTRY_URL));
  }

  /// The folder of its checkpoints, where `--data` names it.
  Optional<Path> checkpoints() throws IOException {
    return data.isEmpty() ? Optional.empty() : Optional.of(DataFolder.at(data.get()).checkpoints());
  }

  /// The directory with the teacher of the models that its arms began with, where there is one.
  Optional<Path> teacher() throws IOException {
    Optional<Path> folder = checkpoints().map(each -> each.resolve("base"));
    if (folder.isEmpty() || !Files.isDirectory(folder.get())) return Optional.empty();
    try (Stream<Path> bases = Files.list(folder.get())) {
      List<Path> taught = bases.filter(AnalysisTeacher::isIn).toList();
      return taught.size() == 1 ? Optional.of(taught.getFirst()) : Optional.empty();
    }
  }

  private Optional<Endpoints> endpoints() throws IOException {
    if (data.isEmpty()) return Optional.empty();
    return Optional.of(Endpoints.read(data.get().resolve("endpoints.json")));
  }

  private static IllegalStateException unnamed() {
    return new IllegalStateException("no stack is named");
  }
}
