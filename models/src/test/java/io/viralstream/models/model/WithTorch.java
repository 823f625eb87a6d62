package io.viralstream.models.model;

import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Gives each test an engine of one thread and an open inference scope.
public final class WithTorch implements BeforeEachCallback, AfterEachCallback {
  private final Torch torch = Torch.open(TorchSettings.cpu(1));
  private @Nullable Scope scope;

  public Torch torch() {
    return torch;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    scope = torch.inference();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (scope != null) {
      scope.close();
    }
    torch.close();
  }
}
