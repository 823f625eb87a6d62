package io.viralstream.cli.stack;

import io.viralstream.cli.role.ServedModel;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.embedded.EmbeddedStack;
import io.viralstream.workers.train.ArmPlan;
import io.viralstream.workers.train.Recipe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a stack is asked to be.
///
/// @param gatewayPort the port that must be had; without one, 8080 or any free one
/// @param clickhousePort the port that must be had; without one, that of the last start or any
/// @param arms what trains
/// @param served a model that is answered with as it is
public record StackPlan(
    DataFolder data,
    Optional<Integer> gatewayPort,
    Optional<Integer> clickhousePort,
    List<ArmPlan> arms,
    Optional<ServedModel> served) {
  private static final int MOST_ARMS = 8;
  private static final Duration USUAL = Duration.ofSeconds(180);

  /// Tens of gigabytes are hashed and loaded before the workers are ready.
  private static final Duration WITH_MODEL = Duration.ofMinutes(30);

  public StackPlan {
    arms = List.copyOf(arms);
    gatewayPort.ifPresent(port -> demandPort("--gateway-port", port));
    clickhousePort.ifPresent(port -> demandPort("--clickhouse-port", port));
    if (arms.size() > MOST_ARMS)
      throw new IllegalArgumentException("arms=" + arms.size() + ", expected at most " + MOST_ARMS);
    if (arms.stream().map(ArmPlan::name).distinct().count() < arms.size())
      throw new IllegalArgumentException("--arm: each name once");
    if (served.isPresent() && arms.stream().anyMatch(arm -> arm.name().equals(served.get().name())))
      throw new IllegalArgumentException("--model-name: an --arm has it");
  }

  /// A stack whose arms start from the usual model.
  public StackPlan(
      DataFolder data,
      Optional<Integer> gatewayPort,
      Optional<Integer> clickhousePort,
      List<ArmPlan> arms) {
    this(data, gatewayPort, clickhousePort, arms, Optional.empty());
  }

  /// How long the workers may take until they are ready.
  Duration startTimeout() {
    return served.isPresent() || trainsPublished() ? WITH_MODEL : USUAL;
  }

  /// Whether an arm trains a published model.
  boolean trainsPublished() {
    return arms.stream().anyMatch(arm -> arm.recipe().recipe() != Recipe.Parts.FULL);
  }

  /// The environment of the stack's roles: everything local lies in the data folder.
  Environment environment(Environment given, EmbeddedStack.Endpoints components, int port) {
    return withWholePaths(given)
        .with(Setting.KAFKA_BOOTSTRAP, components.kafka())
        .with(Setting.REGISTRY_URL, components.registry().toString())
        .with(Setting.CLICKHOUSE_URL, components.clickhouse().resolve("/viral").toString())
        .with(Setting.VIRAL_STATE, data.state().toString())
        .with(Setting.VIRAL_CHECKPOINTS, data.checkpoints().toString())
        .with(Setting.VIRAL_GATEWAY_PORT, Integer.toString(port));
  }

  /// The workers run in the data folder, where a relative path would mean another place.
  private static Environment withWholePaths(Environment given) {
    Environment whole = given;
    for (Setting key : List.of(Setting.VIRAL_FEATURE_FOLDER, Setting.VIRAL_ANSWER_FOLDER)) {
      if (given.given(key).isPresent()) whole = whole.with(key, given.path(key).toString());
    }
    return whole;
  }

  private static void demandPort(String option, int port) {
    if (port < 0 || port > 65_535)
      throw new IllegalArgumentException(option + "=" + port + ", expected 0 to 65535");
  }
}
