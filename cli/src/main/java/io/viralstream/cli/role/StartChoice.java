package io.viralstream.cli.role;

import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.CheckpointStore;
import io.viralstream.workers.train.TrainableModel.NamedStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What `--from` names: a version by its name, which is looked up in the arms' checkpoints, or a
/// directory of a version or an adapter.
///
/// ```
/// stage1-200-0123456789ab     VIRAL_CHECKPOINTS/stage1/stage1-200-0123456789ab
/// adapters/run-1              that folder, known by the hash of its files
/// ```
public final class StartChoice {
  private static final String EXPECTED =
      "the name of a version, such as stage1-200-0123456789ab, or the folder of an adapter";

  private StartChoice() {}

  /// As the environment of a role says it, which may run in another folder: a folder by its whole
  /// path.
  ///
  /// @throws IllegalArgumentException where it is neither
  public static String text(String from) {
    Path folder = Path.of(from).toAbsolutePath().normalize();
    if (Files.isDirectory(folder)) return folder.toString();
    if (isVersion(from)) return from;
    throw new IllegalArgumentException("--from=" + from + ", expected " + EXPECTED);
  }

  private static boolean isVersion(String from) {
    return CheckpointStore.place(Path.of(""), from).isPresent();
  }

  /// What the environment names, if anything. A version need not be there any more, once the arm
  /// has versions of its own.
  ///
  /// @throws CheckpointRejected where it is neither
  static Optional<NamedStart> given(Environment environment) throws IOException {
    Optional<String> from = environment.given(Setting.VIRAL_FROM);
    if (from.isEmpty()) return Optional.empty();
    Path folder = environment.path(Setting.VIRAL_FROM);
    if (Files.isDirectory(folder)) return Optional.of(in(environment, folder));
    Path checkpoints = environment.path(Setting.VIRAL_CHECKPOINTS);
    return Optional.of(
        CheckpointStore.place(checkpoints, from.get())
            .map(place -> new NamedStart(place, from.get()))
            .orElseThrow(() ->
                new CheckpointRejected(
                    Setting.VIRAL_FROM + "=" + from.get() + ", expected " + EXPECTED)));
  }

  /// A version is known by its name, wherever it lies.
  private static NamedStart in(Environment environment, Path folder) throws IOException {
    String sha256 = BaseFolders.hashes(environment).sha256(folder);
    String name = String.valueOf(folder.getFileName());
    return new NamedStart(folder, CheckpointStore.isNamed(name, sha256) ? name : sha256);
  }
}
