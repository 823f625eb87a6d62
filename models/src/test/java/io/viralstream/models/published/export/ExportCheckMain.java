package io.viralstream.models.published.export;

import io.viralstream.models.checkpoint.ElementType;
import io.viralstream.models.checkpoint.HashMemory;
import io.viralstream.models.published.BaseModels;
import io.viralstream.models.published.TrainedVersion;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Writes for each family a trained version and both of its exports into a folder, to be compared
/// by `tools/golden/export_check.py`: FAMILY/arm-4-0123456789ab, FAMILY/adapter, FAMILY/merged.
final class ExportCheckMain {
  private ExportCheckMain() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    try (Torch torch = Torch.open(TorchSettings.cpu(1))) {
      for (String family : List.of("llava-vicuna-clip", "llava-qwen-siglip", "llava-original")) {
        Path home = folder.resolve(family);
        Path version = TrainedVersion.write(torch, family, 1, home.resolve("arm-4-0123456789ab"));
        BaseModels bases = new BaseModels(List.of(), new HashMemory(folder.resolve("hashes")));
        VersionExport export = VersionExport.of(version, bases);
        export.adapter(home.resolve("adapter"));
        export.merged(torch, ElementType.F32, home.resolve("merged"), (done, total) -> {});
      }
    }
  }
}
