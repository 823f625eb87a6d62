package io.viralstream.models.published.vision;

import io.viralstream.models.checkpoint.SourceTensor;
import java.util.Map;

/// What timm calls the tensors of its vision transformer: query, key and value are fused.
final class TimmNames {
  static final EncoderNames PLAIN =
      new EncoderNames(
          "",
          "blocks.#.",
          Map.of(
              "embeddings.class_embedding",
              SourceTensor.under(2, "cls_token"),
              "embeddings.register_tokens",
              SourceTensor.under(1, "reg_token"),
              PositionTable.NAME,
              SourceTensor.under(1, "pos_embed"),
              "embeddings.patch_embedding",
              SourceTensor.whole("patch_embed.proj"),
              "post_layernorm",
              SourceTensor.whole("norm")),
          Map.of(
              "layer_norm1", SourceTensor.whole("norm1"),
              "layer_norm2", SourceTensor.whole("norm2"),
              "self_attn.q_proj", SourceTensor.part(0, 3, "attn.qkv"),
              "self_attn.k_proj", SourceTensor.part(1, 3, "attn.qkv"),
              "self_attn.v_proj", SourceTensor.part(2, 3, "attn.qkv"),
              "self_attn.out_proj", SourceTensor.whole("attn.proj"),
              "layer_scale1.lambda1", SourceTensor.whole("ls1.gamma"),
              "layer_scale2.lambda1", SourceTensor.whole("ls2.gamma")));

  private TimmNames() {}
}
