package io.viralstream.models.published.export;

import io.viralstream.models.model.WithTorch;
import io.viralstream.models.published.BaseModels;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.published.MergedWeights;
import io.viralstream.models.tensor.Scope;
import java.io.IOException;
import java.nio.file.Path;

/// The merged weights of a version as numbers, without rounding.
record MergedWeightsOf(WithTorch with, MergedWeights weights) implements AutoCloseable {
  MergedWeightsOf(WithTorch with, Path version, BaseModels bases) throws IOException {
    this(with, open(with, (DirectoryKind.Trained) DirectoryKind.open(version), bases));
  }

  private static MergedWeights open(WithTorch with, DirectoryKind.Trained version, BaseModels bases)
      throws IOException {
    Path base = bases.find(version.settings().base());
    return MergedWeights.open(with.torch(), version, base, 0);
  }

  float[] values(String name) {
    try (Scope scope = with.torch().inference()) {
      return weights.tensor(name).floats();
    }
  }

  @Override
  public void close() {
    weights.close();
  }
}
