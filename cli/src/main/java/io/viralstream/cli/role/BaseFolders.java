package io.viralstream.cli.role;

import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.models.checkpoint.HashMemory;
import io.viralstream.models.generate.ModelOpener;
import io.viralstream.models.published.BaseModels;
import io.viralstream.models.tensor.Torch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where the environment says that published models lie, which versions of ours were trained on.
public final class BaseFolders {
  /// Beside the arms' folders, so that all workers share it; hidden, as it is none of them.
  private static final String HASHES = ".hashes";

  private BaseFolders() {}

  /// The model that arms start from is looked at, too: a base that was moved may be named so.
  ///
  /// @throws Setting.Refused naming key, value and expectation
  public static BaseModels models(Environment environment) {
    List<Path> folders = new ArrayList<>(environment.paths(Setting.VIRAL_MODELS));
    if (environment.given(Setting.VIRAL_MODEL).isPresent())
      folders.add(environment.path(Setting.VIRAL_MODEL));
    return new BaseModels(folders, hashes(environment));
  }

  /// The hashes of directories that are too large to be read at each start.
  static HashMemory hashes(Environment environment) {
    return new HashMemory(environment.path(Setting.VIRAL_CHECKPOINTS).resolve(HASHES));
  }

  /// What opens models with one libtorch.
  public static ModelOpener opener(Torch torch, Environment environment) {
    return new ModelOpener(torch, models(environment));
  }
}
