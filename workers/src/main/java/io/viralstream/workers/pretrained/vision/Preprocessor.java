package io.viralstream.workers.pretrained.vision;

import io.viralstream.images.ResizeFilter;
import io.viralstream.images.Rgb;
import io.viralstream.workers.pretrained.ConfigSection;
import io.viralstream.workers.sight.Framing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `preprocessor_config.json`: how a published model wants its pictures, equal to transformers'
/// image processors on Pillow in every bit before they normalise.
///
/// @param json the file, or the part of `processor_config.json` that took its place
public record Preprocessor(ConfigSection json) {
  private static final Map<Integer, ResizeFilter> FILTERS =
      Map.of(1, ResizeFilter.LANCZOS, 2, ResizeFilter.BILINEAR, 3, ResizeFilter.BICUBIC);

  /// What the directory says, if anything.
  public static Optional<Preprocessor> of(Path directory) throws IOException {
    Path file = directory.resolve("preprocessor_config.json");
    if (Files.exists(file)) return Optional.of(new Preprocessor(ConfigSection.read(file)));
    Path joint = directory.resolve("processor_config.json");
    if (!Files.exists(joint)) return Optional.empty();
    return ConfigSection.read(joint).section("image_processor").map(Preprocessor::new);
  }

  /// The statistics that it names, or these.
  Statistics statistics(Statistics otherwise) {
    return new Statistics(
        json.numbers("image_mean").orElse(otherwise.mean()),
        json.numbers("image_std").orElse(otherwise.deviation()));
  }

  /// The framing to an encoder's pictures.
  ///
  /// @param side of those pictures
  /// @throws io.viralstream.workers.checkpoint.CheckpointRejected where it leads to others, or does
  ///   what is not done here
  public Framing framing(int side) {
    for (String step : List.of("do_resize", "do_rescale", "do_normalize")) {
      if (!json.flag(step, true)) throw json.refused(step, "true");
    }
    if (Math.abs(json.number("rescale_factor", 1 / 255.0) * 255 - 1) > 1e-6) {
      throw json.refused("rescale_factor", "1/255");
    }
    ResizeFilter filter = FILTERS.get(json.whole("resample", 3));
    if (filter == null) throw json.refused("resample", "1, 2 or 3");
    Framing resized = resized(side, filter);
    return json.flag("do_pad", false) ? new Framing.Padded(meanColour(), resized) : resized;
  }

  private Framing resized(int side, ResizeFilter filter) {
    boolean crops = json.flag("do_center_crop", json.has("crop_size"));
    if (crops) requireSide("crop_size", length("crop_size"), side);
    Optional<Integer> shortest = shortestEdge(crops);
    if (shortest.isEmpty()) {
      requireSide("size", length("size"), side);
      return new Framing.Squashed(side, filter);
    }
    if (!crops) throw json.refused("do_center_crop", "true for a shortest edge");
    return new Framing.Cropped(shortest.get(), side, filter);
  }

  /// A plain number is the shortest edge for those who crop, else a square.
  private Optional<Integer> shortestEdge(boolean crops) {
    if (json.json().path("size").isNumber()) {
      return crops ? Optional.of(bounded("size", json.whole("size"))) : Optional.empty();
    }
    ConfigSection size = json.section("size").orElseThrow(() -> json.refused("size", "a size"));
    return size.has("shortest_edge")
        ? Optional.of(bounded("size", size.whole("shortest_edge")))
        : Optional.empty();
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
    List<Double> mean = json.numbers("image_mean").orElse(Statistics.CLIP.mean());
    if (mean.size() != 3 || mean.stream().anyMatch(each -> each < 0 || each > 1)) {
      throw json.refused("image_mean", "three numbers from 0 to 1");
    }
    return new Rgb((int) (mean.get(0) * 255), (int) (mean.get(1) * 255), (int) (mean.get(2) * 255));
  }
}
