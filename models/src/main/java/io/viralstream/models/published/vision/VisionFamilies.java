package io.viralstream.models.published.vision;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.published.ConfigSection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Which family a directory is of, by its `config.json`.
final class VisionFamilies {
  /// How one family's directory is read.
  private interface Family {
    VisionPlan read(VisionFiles files);
  }

  private static final Map<String, Family> BY_NAME =
      Map.ofEntries(
          Map.entry("clip", ClipVision::read),
          Map.entry("clip_vision_model", ClipVision::read),
          Map.entry("siglip", SiglipVision::read),
          Map.entry("siglip_vision_model", SiglipVision::read),
          Map.entry("dinov2", Dinov2::read),
          Map.entry("dinov2_with_registers", Dinov2::readWithRegisters),
          Map.entry("depth_anything", DepthAnything::read),
          Map.entry("sam", Sam::read),
          Map.entry("sam_vision_model", Sam::read),
          Map.entry("RADIOModel", Radio::read));

  private VisionFamilies() {}

  /// The name of the family, such as `dinov2`.
  static String name(ConfigSection config) {
    String type = config.text("model_type", "");
    if (!type.isEmpty()) return type;
    List<String> classes = config.texts("architectures");
    return config.has("architecture") ? "timm" : classes.isEmpty() ? "unknown" : classes.getFirst();
  }

  static VisionPlan read(VisionFiles files) {
    String name = name(files.config());
    if (name.equals("timm")) return TimmDinov2.read(files);
    Family family = BY_NAME.get(name);
    if (family == null) {
      throw new CheckpointRejected(
          files.config().where()
              + ": model_type="
              + name
              + ", no vision family that is known: "
              + new TreeSet<>(BY_NAME.keySet())
              + " or timm's DINOv2");
    }
    return family.read(files);
  }
}
