package io.viralstream.cli.role;

import ch.qos.logback.classic.Level;
import io.viralstream.cli.console.Logging;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.schemas.FatalErrors;
import io.viralstream.workers.train.ArmPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The workers of a one-machine stack in one process, so that libtorch is loaded once: one `infer`,
/// and one `train` for each arm.
///
/// Arguments: the file to write when all run, the arms as `ArmText` writes them with semicolons
/// between, a model to serve as `ServedModel` writes it or nothing, then settings as KEY=VALUE.
public final class WorkersMain {
  private static final Logger LOG = LoggerFactory.getLogger(WorkersMain.class);
  private static final long LOOK_MILLIS = 500;

  private WorkersMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    FatalErrors.endOnThoseOfThreads();
    var environment = Environment.of(settings(List.of(arguments).subList(3, arguments.length)));
    Logging.toErrors(Level.toLevel(environment.text(Setting.VIRAL_LOG), Level.INFO));
    WorkerTools tools = tools(environment);
    Deque<Role> roles = new ArrayDeque<>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(roles), "stop"));
    roles.addFirst(infer(tools, arguments[2]));
    for (ArmPlan arm : arms(arguments[1])) roles.addFirst(train(tools, arm));
    Files.writeString(Path.of(arguments[0]), "ready\n");
    while (roles.stream().noneMatch(WorkersMain::ended)) Thread.sleep(LOOK_MILLIS);
    System.exit(1);
  }

  /// A device that is not there ends the process in one line, as a checkpoint does.
  private static WorkerTools tools(Environment environment) {
    try {
      return WorkerTools.open(Cluster.of(environment), environment);
    } catch (Setting.Refused | DeviceUnavailable refused) {
      LOG.error("workers refused reason=\"{}\"", refused.getMessage());
      System.exit(1);
      throw refused;
    }
  }

  /// A checkpoint that is not served ends the process in one line, which the parent process shows.
  private static Role infer(WorkerTools tools, String served)
      throws IOException, InterruptedException {
    try {
      Optional<ServedModel> model =
          Optional.of(served).filter(text -> !text.isEmpty()).map(ServedModel::parse);
      return RunningInfer.start(tools, model);
    } catch (CheckpointRejected | IllegalArgumentException refused) {
      LOG.error("model refused reason=\"{}\"", refused.getMessage());
      System.exit(1);
      throw refused;
    }
  }

  /// So does a directory that an arm cannot start from.
  private static Role train(WorkerTools tools, ArmPlan arm) throws IOException {
    try {
      return RunningTrain.start(tools, arm);
    } catch (CheckpointRejected refused) {
      LOG.error("train refused name={} reason=\"{}\"", arm.name(), refused.getMessage());
      System.exit(1);
      throw refused;
    }
  }

  private static boolean ended(Role role) {
    return switch (role.state()) {
      case Role.State.Failed(var reason) -> true;
      case Role.State.Refused(var reason) -> true;
      case Role.State.Ready() -> false;
      case Role.State.Waiting() -> false;
    };
  }

  /// Trainers first: their last checkpoint is what a later start goes on from.
  private static void close(Deque<Role> roles) {
    roles.forEach(Role::close);
  }

  private static List<ArmPlan> arms(String written) {
    return Arrays.stream(written.split(";"))
        .filter(arm -> !arm.isEmpty())
        .map(ArmText::parse)
        .toList();
  }

  private static Map<String, String> settings(List<String> arguments) {
    Map<String, String> settings = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      settings.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    return settings;
  }
}
