package io.viralstream.cli.stack;

import ch.qos.logback.classic.Level;
import io.viralstream.cli.console.Logging;
import io.viralstream.cli.health.HealthService;
import io.viralstream.cli.role.ArmText;
import io.viralstream.cli.role.Cluster;
import io.viralstream.cli.role.DeviceUnavailable;
import io.viralstream.cli.role.Role;
import io.viralstream.cli.role.RunningInfer;
import io.viralstream.cli.role.RunningTrain;
import io.viralstream.cli.role.ServedModel;
import io.viralstream.cli.role.WorkerTools;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.schemas.FatalErrors;
import io.viralstream.workers.train.ArmPlan;
import io.viralstream.workers.train.Recipe;
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
import java.util.function.Supplier;
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
    List<ArmPlan> arms = arms(arguments[1]);
    HealthService watched = orEnd(() -> HealthService.of(Cluster.of(environment), environment));
    WorkerTools tools =
        orEnd(() -> WorkerTools.open(Cluster.of(environment), environment)).forArms(recipes(arms));
    Deque<Role> roles = new ArrayDeque<>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(roles), "stop"));
    roles.addFirst(infer(tools, arguments[2]));
    watched.by(roles.getFirst());
    for (ArmPlan arm : arms) {
      roles.addFirst(train(tools, arm));
      watched.beside(roles.getFirst());
    }
    Files.writeString(Path.of(arguments[0]), "ready\n");
    while (roles.stream().noneMatch(WorkersMain::ended)) Thread.sleep(LOOK_MILLIS);
    System.exit(1);
  }

  /// A device or a port that cannot be had ends the process in one line, as a checkpoint does.
  private static <T> T orEnd(Supplier<T> start) {
    try {
      return start.get();
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

  /// Arms that train on a published base, whose memory they share.
  private static int recipes(List<ArmPlan> arms) {
    return Math.toIntExact(
        arms.stream().filter(arm -> arm.recipe().recipe() != Recipe.Parts.FULL).count());
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
