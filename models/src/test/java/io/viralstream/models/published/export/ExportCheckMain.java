package io.viralstream.models.published.export;

import io.viralstream.models.checkpoint.ElementType;
import io.viralstream.models.checkpoint.HashMemory;
import io.viralstream.models.published.BaseModels;
import io.viralstream.models.published.TrainedConfig.Trained;
import io.viralstream.models.published.TrainedVersion;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Writes for each family trained versions and their exports into a folder, to be compared by
/// `tools/golden/export_check.py`: of an adapter FAMILY/arm-4-0123456789ab, FAMILY/adapter and
/// FAMILY/merged; of a projector alone FAMILY/projector-4-0123456789ab and FAMILY/projector-merged,
/// and of a model in full FAMILY/full-4-0123456789ab and FAMILY/full-merged.
final class ExportCheckMain {
  private ExportCheckMain() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    try (Torch torch = Torch.open(TorchSettings.cpu(1))) {
      for (String family : List.of("llava-vicuna-clip", "llava-qwen-siglip", "llava-original")) {
        Path home = folder.resolve(family);
        whole(torch, family, new Trained.ProjectorAlone(), home, "projector");
        whole(torch, family, new Trained.Everything(), home, "full");
        Path version = TrainedVersion.write(torch, family, 1, home.resolve("arm-4-0123456789ab"));
        VersionExport export = VersionExport.of(version, bases(home));
        export.adapter(home.resolve("adapter"));
        export.merged(torch, ElementType.F32, home.resolve("merged"), (done, total) -> {});
      }
    }
  }

  private static void whole(Torch torch, String family, Trained trained, Path home, String name)
      throws IOException {
    Path version =
        TrainedVersion.whole(torch, family, trained, home.resolve(name + "-4-0123456789ab"));
    VersionExport.of(version, bases(home))
        .merged(torch, ElementType.F32, home.resolve(name + "-merged"), (done, total) -> {});
  }

  private static BaseModels bases(Path home) {
    return new BaseModels(List.of(), new HashMemory(home.resolve("hashes")));
  }
}
