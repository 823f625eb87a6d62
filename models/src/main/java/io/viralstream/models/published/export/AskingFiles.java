package io.viralstream.models.published.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.checkpoint.Durable;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.text.FrameTemplate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The files that let transformers ask a version as it was trained: the frame as a chat template,
/// and pictures padded to squares in the encoder's mean colour, as docs/method.md §6.1 has them.
///
/// transformers' LLaVA image processor pads so, whichever encoder it is.
final class AskingFiles {
  private static final double LEVELS = 255;

  private AskingFiles() {}

  static void write(ExportSource source, Path out) throws IOException {
    String template = FrameTemplate.of(source.trained().prompt());
    Durable.write(out.resolve("chat_template.jinja"), template.getBytes(StandardCharsets.UTF_8));
    if (source.encoder().isEmpty()) return;
    VisionTransformerSettings encoder = source.encoder().get();
    StrictJson.write(out.resolve("preprocessor_config.json"), preprocessor(encoder));
    StrictJson.write(out.resolve("processor_config.json"), processor(encoder));
  }

  private static ObjectNode preprocessor(VisionTransformerSettings encoder) {
    int side = encoder.imageSize();
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    file.putObject("crop_size").put("height", side).put("width", side);
    file.put("do_center_crop", true)
        .put("do_convert_rgb", true)
        .put("do_normalize", true)
        .put("do_pad", true)
        .put("do_rescale", true)
        .put("do_resize", true);
    numbers(file.putArray("image_mean"), encoder.mean());
    file.put("image_processor_type", "LlavaImageProcessor");
    numbers(file.putArray("image_std"), encoder.deviation());
    file.put("processor_class", "LlavaProcessor")
        .put("resample", 3)
        .put("rescale_factor", 1 / LEVELS);
    file.putObject("size").put("shortest_edge", side);
    return file;
  }

  private static void numbers(ArrayNode array, List<Double> numbers) {
    numbers.forEach(array::add);
  }

  /// A CLIP's class token is counted with the patches, and then left out.
  private static ObjectNode processor(VisionTransformerSettings encoder) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("image_token", ExportSource.IMAGE)
        .put("num_additional_image_tokens", encoder.classToken() ? 1 : 0)
        .put("patch_size", encoder.patchSize())
        .put("processor_class", "LlavaProcessor")
        .put("vision_feature_select_strategy", MergedConfig.strategy(encoder));
  }
}
