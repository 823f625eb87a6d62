package io.viralstream.models.published.vision;

import java.util.Map;

/// What timm calls the tensors of its vision transformer: query, key and value are fused.
final class TimmNames {
  static final TensorNames PLAIN =
      new TensorNames(
          "",
          "blocks.#.",
          Map.of(
              "embeddings.class_embedding",
              TheirTensor.under(2, "cls_token"),
              "embeddings.register_tokens",
              TheirTensor.under(1, "reg_token"),
              PositionTable.NAME,
              TheirTensor.under(1, "pos_embed"),
              "embeddings.patch_embedding",
              TheirTensor.whole("patch_embed.proj"),
              "post_layernorm",
              TheirTensor.whole("norm")),
          Map.of(
              "layer_norm1", TheirTensor.whole("norm1"),
              "layer_norm2", TheirTensor.whole("norm2"),
              "self_attn.q_proj", TheirTensor.part(0, 3, "attn.qkv"),
              "self_attn.k_proj", TheirTensor.part(1, 3, "attn.qkv"),
              "self_attn.v_proj", TheirTensor.part(2, 3, "attn.qkv"),
              "self_attn.out_proj", TheirTensor.whole("attn.proj"),
              "layer_scale1.lambda1", TheirTensor.whole("ls1.gamma"),
              "layer_scale2.lambda1", TheirTensor.whole("ls2.gamma")));

  private TimmNames() {}
}
