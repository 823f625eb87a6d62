package io.viralstream.models.published;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.checkpoint.SafetensorsWriter;
import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.model.LoraSettings;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes an adapter as PEFT 0.21 does, under the names of today's transformers, with P_φ among
/// `modules_to_save`.
///
/// | ours | there |
/// |---|---|
/// | `language_model.model.layers.0.mlp.up_proj.lora_A.weight` | `base_model.model.model.language_model.layers.0.mlp.up_proj.lora_A.weight` |
/// | the same of a language model alone | `base_model.model.model.layers.0.mlp.up_proj.lora_A.weight` |
/// | `multi_modal_projector.linear_1.weight` | `base_model.model.model.multi_modal_projector.linear_1.weight` |
final class AdapterWriter {
  /// What PEFT says of an adapter that is nothing but low-rank.
  private static final String PLAIN =
      """
      {"alora_invocation_tokens": null, "alpha_pattern": {}, "arrow_config": null,
       "auto_mapping": null, "base_model_name_or_path": null, "bias": "none", "corda_config": null,
       "ensure_weight_tying": false, "eva_config": null, "exclude_modules": null,
       "fan_in_fan_out": false, "inference_mode": true, "init_lora_weights": true,
       "layer_replication": null, "layers_pattern": null, "layers_to_transform": null,
       "loftq_config": {}, "lora_alpha": 8, "lora_bias": false, "lora_dropout": 0.0,
       "megatron_config": null, "megatron_core": "megatron.core", "modules_to_save": null,
       "peft_type": "LORA", "peft_version": "0.21.2", "qalora_group_size": 16, "r": 8,
       "rank_pattern": {}, "revision": null, "target_modules": null, "target_parameters": null,
       "task_type": null, "trainable_token_indices": null, "use_dora": false, "use_qalora": false,
       "use_rslora": false}
      """;

  /// The seven linear maps of a decoder block.
  private static final String LINEARS =
      "layers\\.\\d+\\.(self_attn\\.(q|k|v|o)_proj|mlp\\.(gate|up|down)_proj)";

  /// Behind `language_model`, so that no map of the encoder fits, under both of transformers'
  /// namings.
  private static final String IN_LLAVA = ".*language_model\\.(model\\.)?" + LINEARS;

  private static final String ALONE = "model\\." + LINEARS;

  private AdapterWriter() {}

  /// Both files, flushed; equal adapters give equal bytes.
  ///
  /// @param base the name of the base
  static void write(Path directory, VisionLanguageModel model, LoraSettings lora, String base)
      throws IOException {
    StrictJson.write(
        directory.resolve(EmbeddedAdapter.CONFIG), config(lora, base, model.takesPictures()));
    Parameters trained = model.adapterParameters().with(model.projectorParameters());
    SafetensorsWriter.write(
        directory.resolve(Adapter.FILE), StoredWeights.of(named(trained, model.takesPictures())));
  }

  private static ObjectNode config(LoraSettings lora, String base, boolean takesPictures) {
    ObjectNode config = StrictJson.parse(EmbeddedAdapter.CONFIG, PLAIN, ObjectNode.class);
    config
        .put("base_model_name_or_path", base)
        .put("r", lora.rank())
        .put("lora_dropout", lora.dropout())
        .put("use_rslora", lora.rankStabilised())
        .put("target_modules", takesPictures ? IN_LLAVA : ALONE);
    if (lora.alpha() == Math.rint(lora.alpha())) config.put("lora_alpha", (long) lora.alpha());
    else config.put("lora_alpha", lora.alpha());
    if (takesPictures) config.putArray("modules_to_save").add("multi_modal_projector");
    else config.put("task_type", "CAUSAL_LM");
    return config;
  }

  private static Parameters named(Parameters trained, boolean takesPictures) {
    LlavaNames names = takesPictures ? LlavaNames.today("") : LlavaNames.ofLanguage();
    Map<String, Tensor> theirs = new LinkedHashMap<>();
    trained
        .names()
        .forEach(name -> theirs.put(Adapter.ROOT + names.of(name).name(), trained.named(name)));
    return new Parameters(theirs);
  }
}
