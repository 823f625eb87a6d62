package io.viralstream.cli.command;

import io.viralstream.cli.client.DeadLetterQuery;
import java.util.Optional;
import picocli.CommandLine.Option;

/// `--step`, `--category`, `--arm`, `--reason` and `--since`: which dead letters are meant.
final class DeadLetterOptions {
  @Option(names = "--step", paramLabel = "STEP", description = "route, train, infer, score, store.")
  private Optional<String> step = Optional.empty();

  @Option(
      names = "--category",
      paramLabel = "NAME",
      description = "Such as image-missing, undecodable, poison.")
  private Optional<String> category = Optional.empty();

  @Option(names = "--arm", paramLabel = "ARM", description = "Only letters of this arm.")
  private Optional<String> arm = Optional.empty();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "What the reason begins with, as it is or with # as the list shows it.")
  private Optional<String> reason = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Failed at or after, such as 2026-01-31T12:00:00Z.")
  private Optional<String> since = Optional.empty();

  DeadLetterQuery query() {
    return new DeadLetterQuery(step, category, arm, reason, since);
  }
}
