package io.viralstream.cli.role;

import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.models.checkpoint.DefaultModel;
import io.viralstream.models.checkpoint.ModelDirectory;
import java.io.IOException;

/// The model that new arms start from: the one that travels with the product, or one that the
/// environment names.
final class BaseModel {
  private BaseModel() {}

  /// @throws IOException where it cannot be read, or laid out beside the checkpoints
  static ModelDirectory of(Environment environment) throws IOException {
    if (environment.given(Setting.VIRAL_MODEL).isPresent())
      return new ModelDirectory(environment.path(Setting.VIRAL_MODEL));
    return DefaultModel.in(environment.path(Setting.VIRAL_CHECKPOINTS).resolve("base"));
  }
}
