package io.viralstream.models.generate;

import io.viralstream.models.checkpoint.HashMemory;
import io.viralstream.models.published.BaseModels;
import io.viralstream.models.tensor.Torch;
import java.nio.file.Path;
import java.util.List;

/// What opens models in tests: bases lie where they lay when a version was trained.
public final class Openers {
  private Openers() {}

  public static ModelOpener of(Torch torch) {
    Path hashes = Path.of(System.getProperty("java.io.tmpdir"), "viralstream-test-hashes");
    return new ModelOpener(torch, new BaseModels(List.of(), new HashMemory(hashes)));
  }
}
