package io.viralstream.models.published.vision;

import io.viralstream.images.ResizeFilter;
import io.viralstream.images.Rgb;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.published.ConfigSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `preprocessor_config.json`: how a published model wants its pictures, equal to transformers'
/// image processors on Pillow in every bit before they normalise.
///
/// @param json the file, or the part of `processor_config.json` that took its place
public record Preprocessor(ConfigSection json) {
  private static final Map<Integer, ResizeFilter> FILTERS =
      Map.of(1, ResizeFilter.LANCZOS, 2, ResizeFilter.BILINEAR, 3, ResizeFilter.BICUBIC);

  /// What a class of image processors does where its file leaves it open.
  ///
  /// @param crops whether it cuts the middle out; nothing for a file that names no class
  /// @param pads whether it can pad to a square first
  private record Kind(Optional<Boolean> crops, boolean pads) {}

  private static final Map<String, Kind> KINDS =
      Map.of(
          "", new Kind(Optional.empty(), true),
          "Llava", new Kind(Optional.of(true), true),
          "CLIP", new Kind(Optional.of(true), false),
          "Bit", new Kind(Optional.of(true), false),
          "Siglip", new Kind(Optional.of(false), false));

  /// What the directory says, if anything; the joint file goes before the other.
  public static Optional<Preprocessor> of(Path directory) throws IOException {
    Path joint = directory.resolve("processor_config.json");
    if (Files.exists(joint)) {
      Optional<ConfigSection> part = ConfigSection.read(joint).section("image_processor");
      if (part.isPresent()) return part.map(Preprocessor::new);
    }
    Path file = directory.resolve("preprocessor_config.json");
    if (!Files.exists(file)) return Optional.empty();
    return Optional.of(new Preprocessor(ConfigSection.read(file)));
  }

  /// The statistics that it names, or these.
  Statistics statistics(Statistics otherwise) {
    requireNormalised();
    try {
      return new Statistics(
          json.numbers("image_mean").orElse(otherwise.mean()),
          json.numbers("image_std").orElse(otherwise.deviation()));
    } catch (IllegalArgumentException bad) {
      throw new CheckpointRejected(json.where() + ": image_" + bad.getMessage(), bad);
    }
  }

  /// The framing to an encoder's pictures.
  ///
  /// @param side of those pictures
  /// @throws CheckpointRejected where it leads to others, or does what is not done here
  public Preprocessing preprocessing(int side) {
    Kind kind = kind();
    requireNormalised();
    requireTrue("do_resize");
    ResizeFilter filter = FILTERS.get(json.whole("resample", 3));
    if (filter == null) throw json.refused("resample", "1, 2 or 3");
    Preprocessing resized = resized(side, filter, kind);
    if (!json.flag("do_pad", false)) return resized;
    if (!kind.pads()) throw json.refused("do_pad", "false for this image_processor_type");
    return new Preprocessing.Padded(meanColour(), resized);
  }

  private Kind kind() {
    String key =
        json.has("image_processor_type") ? "image_processor_type" : "feature_extractor_type";
    String name = json.textIfSet(key).orElse("");
    Kind kind = KINDS.get(name.replaceFirst("(ImageProcessor(Fast|Pil)?|FeatureExtractor)$", ""));
    if (kind == null) throw json.refused(key, "that of CLIP, LLaVA, SigLIP or BiT");
    return kind;
  }

  /// What every family's pixels go through, whatever their framing.
  private void requireNormalised() {
    requireTrue("do_rescale");
    requireTrue("do_normalize");
    if (Math.abs(json.number("rescale_factor", 1 / 255.0) * 255 - 1) > 1e-6) {
      throw json.refused("rescale_factor", "1/255");
    }
  }

  private void requireTrue(String step) {
    if (!json.flag(step, true)) throw json.refused(step, "true");
  }

  private Preprocessing resized(int side, ResizeFilter filter, Kind kind) {
    boolean crops = json.flag("do_center_crop", kind.crops().orElse(json.has("crop_size")));
    if (crops) requireSide("crop_size", length("crop_size"), side);
    Optional<Integer> shortest = shortestEdge(crops || kind.crops().isPresent());
    if (shortest.isEmpty()) {
      requireSide("size", length("size"), side);
      return new Preprocessing.Squashed(side, filter);
    }
    if (!crops) throw json.refused("do_center_crop", "true for a shortest edge");
    return new Preprocessing.Cropped(shortest.get(), side, filter);
  }

  /// @param plain whether a plain number is one, else a square
  private Optional<Integer> shortestEdge(boolean plain) {
    if (json.json().path("size").isNumber()) {
      return plain ? Optional.of(bounded("size", json.whole("size"))) : Optional.empty();
    }
    ConfigSection size = json.section("size").orElseThrow(() -> json.refused("size", "a size"));
    if (!size.has("shortest_edge")) return Optional.empty();
    size.requireOnly(Set.of("shortest_edge"));
    return Optional.of(bounded("size", size.whole("shortest_edge")));
  }

  /// A plain number, or equal height and width.
  private int length(String key) {
    if (json.json().path(key).isNumber()) return json.whole(key);
    ConfigSection size = json.section(key).orElseThrow(() -> json.refused(key, "a size"));
    if (size.whole("height") != size.whole("width")) throw json.refused(key, "a square");
    return size.whole("height");
  }

  private int bounded(String key, int length) {
    if (length < 1 || length > 4096) throw json.refused(key, "1 to 4096 pixels");
    return length;
  }

  private void requireSide(String key, int length, int side) {
    if (length != side) throw json.refused(key, side + ", as the encoder takes");
  }

  private Rgb meanColour() {
    List<Double> mean = statistics(Statistics.CLIP).mean();
    return new Rgb((int) (mean.get(0) * 255), (int) (mean.get(1) * 255), (int) (mean.get(2) * 255));
  }
}
