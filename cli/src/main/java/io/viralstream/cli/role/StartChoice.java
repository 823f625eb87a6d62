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
  /// path. One that is gone may still be known to the arm.
  ///
  /// @throws IllegalArgumentException where it is neither a folder nor a version
  public static String text(String from) {
    Path folder = Path.of(from).toAbsolutePath().normalize();
    if (Files.isDirectory(folder)) return folder.toString();
    if (isVersion(from)) return from;
    if (Path.of(from).getNameCount() > 1) return folder.toString();
    throw new IllegalArgumentException("--from=" + from + ", expected " + EXPECTED);
  }

  private static boolean isVersion(String from) {
    return CheckpointStore.place(Path.of(""), from).isPresent();
  }

  /// What the environment names, if anything. It need not be there any more, once the arm has
  /// versions of its own.
  ///
  /// @throws CheckpointRejected where it is neither
  static Optional<NamedStart> given(Environment environment) throws IOException {
    Optional<String> from = environment.given(Setting.VIRAL_FROM);
    if (from.isEmpty()) return Optional.empty();
    Path folder = environment.path(Setting.VIRAL_FROM);
    if (Files.isDirectory(folder)) return Optional.of(in(environment, folder));
    Path checkpoints = environment.path(Setting.VIRAL_CHECKPOINTS);
    Optional<NamedStart> known =
        CheckpointStore.place(checkpoints, from.get())
            .map(place -> new NamedStart(place, from.get()))
            .or(() -> gone(environment, folder));
    if (known.isPresent()) return known;
    throw new CheckpointRejected(
        Setting.VIRAL_FROM + "=" + from.get() + ": no such folder; expected " + EXPECTED);
  }

  /// A folder that was hashed when its arm began.
  private static Optional<NamedStart> gone(Environment environment, Path folder) {
    return BaseFolders.hashes(environment)
        .ofGone(folder)
        .map(sha256 -> new NamedStart(folder, named(folder, sha256)));
  }

  /// A version is known by its name, wherever it lies.
  private static NamedStart in(Environment environment, Path folder) throws IOException {
    String sha256 = BaseFolders.hashes(environment).sha256(folder);
    return new NamedStart(folder, named(folder, sha256));
  }

  private static String named(Path folder, String sha256) {
    String name = String.valueOf(folder.getFileName());
    return CheckpointStore.isNamed(name, sha256) ? name : sha256;
  }
}
