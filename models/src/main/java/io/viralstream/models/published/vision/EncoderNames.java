package io.viralstream.models.published.vision;

import io.viralstream.models.checkpoint.SourceTensor;
import io.viralstream.models.checkpoint.TensorNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a family calls the tensors that a vision transformer of ours asks for.
///
/// Ours are Hugging Face's names of CLIP without `vision_model.`: `embeddings.class_embedding`,
/// `encoder.layers.0.self_attn.q_proj.weight`. A family lists what it calls otherwise, by the whole
/// name or, for a weight and its bias together, by the name before the last dot.
///
/// @param prefix of every tensor in the file
/// @param block of the tensors of a block, with `#` for its number
/// @param outside names outside of blocks
/// @param inside names within a block
record EncoderNames(
    String prefix,
    String block,
    Map<String, SourceTensor> outside,
    Map<String, SourceTensor> inside)
    implements TensorNames {
  private static final Pattern OUR_BLOCK = Pattern.compile("encoder\\.layers\\.(\\d+)\\.(.+)");

  /// Names as ours.
  static EncoderNames ours(String prefix) {
    return new EncoderNames(prefix, "encoder.layers.#.", Map.of(), Map.of());
  }

  /// The same names under another prefix.
  EncoderNames under(String other) {
    return new EncoderNames(other, block, outside, inside);
  }

  /// The same, and names outside of blocks that go before these.
  EncoderNames with(Map<String, SourceTensor> others) {
    Map<String, SourceTensor> all = new LinkedHashMap<>(outside);
    all.putAll(others);
    return new EncoderNames(prefix, block, all, inside);
  }

  /// The same, and names within a block that go before these.
  EncoderNames within(Map<String, SourceTensor> others) {
    Map<String, SourceTensor> all = new LinkedHashMap<>(inside);
    all.putAll(others);
    return new EncoderNames(prefix, block, outside, all);
  }

  @Override
  public String weightTypes() {
    return "one of F32, F16, BF16";
  }

  @Override
  public SourceTensor of(String name) {
    Matcher matcher = OUR_BLOCK.matcher(name);
    if (!matcher.matches()) return placed(prefix, find(outside, name));
    return placed(prefix + block.replace("#", matcher.group(1)), find(inside, matcher.group(2)));
  }

  private static SourceTensor placed(String before, SourceTensor tensor) {
    return tensor.named(before + tensor.name());
  }

  private static SourceTensor find(Map<String, SourceTensor> names, String name) {
    SourceTensor whole = names.get(name);
    if (whole != null) return whole;
    int dot = name.lastIndexOf('.');
    SourceTensor stem = dot < 0 ? null : names.get(name.substring(0, dot));
    return stem == null ? SourceTensor.whole(name) : stem.named(stem.name() + name.substring(dot));
  }
}
