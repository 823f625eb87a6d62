"""Lists names and shapes of the tensors of published language models and LLaVAs, without weights.

    python tools/golden/published.py

As published_vision.py: transformers builds each model on torch's meta device from the configuration
of the published config.json named below, typed in from knowledge of it. transformers 5 names a few
tensors otherwise in memory than the published files do; the files' names are what is listed.
"""

import torch
from transformers import (
    LlamaConfig,
    LlamaForCausalLM,
    LlavaConfig,
    LlavaForConditionalGeneration,
    Qwen2Config,
    Qwen2ForCausalLM,
)

from published_vision import write

SEVEN = dict(hidden_size=4096, intermediate_size=11008, num_hidden_layers=32)
SEVEN |= dict(num_attention_heads=32, num_key_value_heads=32)
THIRTEEN = dict(hidden_size=5120, intermediate_size=13824, num_hidden_layers=40)
THIRTEEN |= dict(num_attention_heads=40, num_key_value_heads=40)
VICUNA = {
    "architectures": ["LlamaForCausalLM"],
    "bos_token_id": 1,
    "eos_token_id": 2,
    "hidden_act": "silu",
    "initializer_range": 0.02,
    "max_position_embeddings": 4096,
    "model_type": "llama",
    "pad_token_id": 0,
    "pretraining_tp": 1,
    "rms_norm_eps": 1e-05,
    "rope_scaling": None,
    "tie_word_embeddings": False,
    "torch_dtype": "float16",
    "transformers_version": "4.31.0",
    "use_cache": True,
    "vocab_size": 32000,
}
CLIP = {
    "hidden_size": 1024,
    "image_size": 336,
    "intermediate_size": 4096,
    "model_type": "clip_vision_model",
    "num_attention_heads": 16,
    "num_hidden_layers": 24,
    "patch_size": 14,
    "projection_dim": 768,
    "vocab_size": 32000,
}


def tensors(model, renamings=()):
    """The state dict under the files' names: the first prefix that fits is replaced."""
    listed = {}
    for name, value in model.state_dict().items():
        old, new = next((each for each in renamings if name.startswith(each[0])), ("", ""))
        listed[new + name[len(old):]] = value
    return listed


def meta(kind, config):
    with torch.device("meta"):
        return kind(config)


def vicuna():
    """lmsys/vicuna-7b-v1.5 and lmsys/vicuna-13b-v1.5."""
    for name, size in (("vicuna-7b-v1.5", SEVEN), ("vicuna-13b-v1.5", THIRTEEN)):
        write(name, VICUNA | size, tensors(meta(LlamaForCausalLM, LlamaConfig(**size, vocab_size=32000))))


def qwen():
    """Qwen/Qwen2.5-7B-Instruct."""
    config = {
        "architectures": ["Qwen2ForCausalLM"],
        "attention_dropout": 0.0,
        "bos_token_id": 151643,
        "eos_token_id": 151645,
        "hidden_act": "silu",
        "hidden_size": 3584,
        "initializer_range": 0.02,
        "intermediate_size": 18944,
        "max_position_embeddings": 32768,
        "max_window_layers": 28,
        "model_type": "qwen2",
        "num_attention_heads": 28,
        "num_hidden_layers": 28,
        "num_key_value_heads": 4,
        "rms_norm_eps": 1e-06,
        "rope_theta": 1000000.0,
        "sliding_window": 131072,
        "tie_word_embeddings": False,
        "torch_dtype": "bfloat16",
        "transformers_version": "4.43.1",
        "use_cache": True,
        "use_sliding_window": False,
        "vocab_size": 152064,
    }
    shape = ("hidden_size", "intermediate_size", "num_attention_heads", "num_hidden_layers")
    shape += ("num_key_value_heads", "vocab_size")
    model = meta(Qwen2ForCausalLM, Qwen2Config(**{key: config[key] for key in shape}))
    write("qwen2.5-7b-instruct", config, tensors(model))


def llava(size, vocabulary):
    config = LlavaConfig(text_config=LlamaConfig(**size, vocab_size=vocabulary), vision_config=CLIP)
    return meta(LlavaForConditionalGeneration, config)


def llava_hf():
    """llava-hf/llava-1.5-7b-hf and llava-hf/llava-1.5-13b-hf: sizes of 7B are the class's defaults."""
    names = (
        ("model.language_model.", "language_model.model."),
        ("lm_head.", "language_model.lm_head."),
        ("model.vision_tower.", "vision_tower.vision_model."),
        ("model.multi_modal_projector.", "multi_modal_projector."),
    )
    for name, size, said in (("llava-1.5-7b-hf", SEVEN, {}), ("llava-1.5-13b-hf", THIRTEEN, THIRTEEN)):
        text = {
            "architectures": ["LlamaForCausalLM"],
            "max_position_embeddings": 4096,
            "model_type": "llama",
            "rms_norm_eps": 1e-05,
            "torch_dtype": "float16",
            "vocab_size": 32064,
        }
        config = {
            "architectures": ["LlavaForConditionalGeneration"],
            "ignore_index": -100,
            "image_token_index": 32000,
            "model_type": "llava",
            "pad_token_id": 32001,
            "projector_hidden_act": "gelu",
            "text_config": text | said,
            "tie_word_embeddings": False,
            "torch_dtype": "float16",
            "vision_config": CLIP,
            "vision_feature_layer": -2,
            "vision_feature_select_strategy": "default",
            "vocab_size": 32064,
        }
        write(name, config, tensors(llava(size, 32064), names))


def llava_original():
    """liuhaotian/llava-v1.5-7b and liuhaotian/llava-v1.5-13b, whose files hold the tower too."""
    names = (
        ("model.language_model.", "model."),
        ("model.vision_tower.", "model.vision_tower.vision_tower.vision_model."),
        ("model.multi_modal_projector.linear_1.", "model.mm_projector.0."),
        ("model.multi_modal_projector.linear_2.", "model.mm_projector.2."),
    )
    for name, size in (("llava-v1.5-7b", SEVEN), ("llava-v1.5-13b", THIRTEEN)):
        config = VICUNA | size | {
            "architectures": ["LlavaLlamaForCausalLM"],
            "freeze_mm_mlp_adapter": False,
            "freeze_mm_vision_resampler": False,
            "image_aspect_ratio": "pad",
            "max_length": 4096,
            "mm_hidden_size": 1024,
            "mm_projector_type": "mlp2x_gelu",
            "mm_resampler_type": None,
            "mm_use_im_patch_token": False,
            "mm_use_im_start_end": False,
            "mm_vision_select_feature": "patch",
            "mm_vision_select_layer": -2,
            "mm_vision_tower": "openai/clip-vit-large-patch14-336",
            "model_type": "llava",
            "tune_mm_mlp_adapter": False,
            "tune_mm_vision_resampler": False,
            "unfreeze_mm_vision_tower": False,
            "use_mm_proj": True,
        }
        write(name, config, tensors(llava(size, 32000), names))


if __name__ == "__main__":
    vicuna()
    qwen()
    llava_hf()
    llava_original()
