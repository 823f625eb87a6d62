"""Makes tiny LLaVA checkpoints in the published layouts and what transformers computes with them.

    pip install -r tools/golden/requirements.txt
    python tools/golden/text.py models/src/test/resources/io/viralstream/models/golden
    python tools/golden/llava.py

`reference.safetensors`: pixels_u8 [S,S,3], vision [N,D_z], projected [N,D], hidden.<l> [N,D] of the
first prompt's visual tokens, logits at its last position. `reference.json`: prompts as texts and
ids, the ids said to each prompt alone and to all of them in one batch.
"""

import json
import shutil
import sys

import torch
from PIL import Image
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from transformers import (
    CLIPVisionConfig,
    LlamaConfig,
    LlavaConfig,
    LlavaForConditionalGeneration,
    Qwen2Config,
    SiglipVisionConfig,
)

from common import ROOT, demand_clear_choices, edit_config, fresh, prepare, randomize, write_reference

SIDE, PATCH = 28, 7
NEW_TOKENS = 10
SEEDS = [38, 33]
CLIP = dict(mean=[0.48145466, 0.4578275, 0.40821073], std=[0.26862954, 0.26130258, 0.27577711])
SIGLIP = dict(mean=[0.5, 0.5, 0.5], std=[0.5, 0.5, 0.5])
TOWER = dict(
    hidden_size=32,
    intermediate_size=40,
    num_hidden_layers=3,
    num_attention_heads=2,
    image_size=SIDE,
    patch_size=PATCH,
)
LANGUAGE = dict(
    hidden_size=32,
    intermediate_size=40,
    num_hidden_layers=2,
    num_attention_heads=4,
    max_position_embeddings=256,
)
VICUNA = [
    "USER: <image>\nIs there a red circle in the image? ASSISTANT:",
    "USER: <image>\nHow many? ASSISTANT:",
    "USER: <image>\nIs there a star? ASSISTANT: yes</s>USER: What colour is it? ASSISTANT:",
    "USER: Describe the picture. ASSISTANT:",
]
CHATML = [
    "<|im_start|>user\n<image>\nIs there a red circle in the image?<|im_end|>\n<|im_start|>assistant\n",
    "<|im_start|>user\n<image>\nHow many?<|im_end|>\n<|im_start|>assistant\n",
    "<|im_start|>user\n<image>\nIs there a star?<|im_end|>\n<|im_start|>assistant\nyes<|im_end|>\n"
    "<|im_start|>user\nWhat colour is it?<|im_end|>\n<|im_start|>assistant\n",
    "<|im_start|>user\nDescribe the picture.<|im_end|>\n<|im_start|>assistant\n",
]
VICUNA_TEMPLATE = (
    "{% for message in messages %}"
    "{{ message['role'] | upper }}: "
    "{% for part in message['content'] %}"
    "{% if part['type'] == 'image' %}<image>\n{% else %}{{ part['text'] }}{% endif %}"
    "{% endfor %}"
    "{{ ' ' if message['role'] == 'user' else eos_token }}"
    "{% endfor %}"
    "{% if add_generation_prompt %}ASSISTANT:{% endif %}"
)
CHATML_TEMPLATE = (
    "{% for message in messages %}"
    "<|im_start|>{{ message['role'] }}\n"
    "{% for part in message['content'] %}"
    "{% if part['type'] == 'image' %}<image>\n{% else %}{{ part['text'] }}{% endif %}"
    "{% endfor %}<|im_end|>\n"
    "{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def picture():
    """A square picture of the towers' own size: how others are resized is another golden's matter."""
    image = Image.new("RGB", (SIDE, SIDE))
    image.putdata(
        [(x * 9, y * 9, 255 if (x - 9) ** 2 + (y - 17) ** 2 < 50 else (x * y) % 200)
         for y in range(SIDE) for x in range(SIDE)]
    )
    return image


def normalized(image, mean, std):
    pixels = torch.tensor(list(image.getdata())).reshape(SIDE, SIDE, 3).to(torch.uint8)
    values = (pixels.float() / 255 - torch.tensor(mean)) / torch.tensor(std)
    return pixels, values.permute(2, 0, 1)[None]


class Prompts:
    """Texts as ids, with `<image>` repeated for every visual token."""

    def __init__(self, tokenizer, texts, tokens):
        self.tokenizer = Tokenizer.from_file(str(ROOT / tokenizer / "tokenizer.json"))
        self.image = self.tokenizer.token_to_id("<image>")
        self.size = self.tokenizer.get_vocab_size(with_added_tokens=True)
        self.texts = texts
        expanded = [text.replace("<image>", "<image>" * tokens) for text in texts]
        self.ids = [self.tokenizer.encode(text).ids for text in expanded]

    def padded(self, rows, side="left"):
        longest = max(map(len, rows))
        pad = [[0] * (longest - len(row)) for row in rows]
        left = side == "left"
        ids = [p + row if left else row + p for p, row in zip(pad, rows)]
        mask = [p + [1] * len(row) if left else [1] * len(row) + p for p, row in zip(pad, rows)]
        return torch.tensor(ids), torch.tensor(mask)


def greedy(model, prompts, rows, pixels):
    ids, mask = prompts.padded(rows)
    pictures = sum(prompts.image in row for row in rows)
    said = model.generate(
        input_ids=ids,
        attention_mask=mask,
        **({"pixel_values": pixels.repeat(pictures, 1, 1, 1)} if pictures else {}),
        do_sample=False,
        max_new_tokens=NEW_TOKENS,
        pad_token_id=0,
        return_dict_in_generate=True,
        output_logits=True,
    )
    ends = model.generation_config.eos_token_id
    ends = ends if isinstance(ends, list) else [ends]
    answers = []
    for i, row in enumerate(said.sequences[:, ids.shape[1]:].tolist()):
        cut = next((n + 1 for n, token in enumerate(row) if token in ends), len(row))
        answers.append(row[:cut])
        for step in range(cut):
            demand_clear_choices(said.logits[step][i])
    return answers, ends


def reference(folder, model, prompts, statistics):
    image = picture()
    image.save(folder / "picture.png")
    pixels, values = normalized(image, **statistics)
    first = torch.tensor([prompts.ids[0]])
    visual = (first[0] == prompts.image).nonzero().flatten()
    states = []
    inner = model.model.language_model
    hooks = [inner.layers[0].register_forward_pre_hook(lambda m, a: states.append(a[0]))]
    hooks += [
        layer.register_forward_hook(lambda m, a, out: states.append(out if torch.is_tensor(out) else out[0]))
        for layer in inner.layers
    ]
    with torch.no_grad():
        logits = model(input_ids=first, pixel_values=values).logits
        tower = model.model.vision_tower(values, output_hidden_states=True).hidden_states[-2][0]
    for hook in hooks:
        hook.remove()
    vision = tower[1:] if model.config.vision_feature_select_strategy == "default" else tower
    tensors = {
        "pixels_u8": pixels,
        "vision": vision,
        "projected": model.model.multi_modal_projector(vision),
        "logits": logits[0, -1],
    }
    tensors |= {f"hidden.{i}": state[0, visual] for i, state in enumerate(states)}
    for i, row in enumerate(prompts.ids[1:], start=1):
        for side in ("left", "right"):
            ids, mask = prompts.padded([prompts.ids[2], row], side)
            pictures = values.repeat(1 + (prompts.image in row), 1, 1, 1)
            places = mask.cumsum(-1).sub(1).clamp(min=0)
            with torch.no_grad():
                out = model(
                    input_ids=ids, attention_mask=mask, position_ids=places, pixel_values=pictures
                ).logits
            tensors[f"logits.{i}.{side}"] = out[1, -1 if side == "left" else len(row) - 1]
    alone = [greedy(model, prompts, [row], values)[0][0] for row in prompts.ids]
    batch, ends = greedy(model, prompts, prompts.ids, values)
    words = {
        "prompts": prompts.texts,
        "image": prompts.image,
        "ids": prompts.ids,
        "alone": alone,
        "batch": batch,
        "texts": [prompts.tokenizer.decode(row, skip_special_tokens=True) for row in alone],
        "finish": ["stop" if row[-1] in ends else "length" for row in alone],
        "newTokens": NEW_TOKENS,
    }
    print(folder.name, words["alone"], words["finish"], alone == batch)
    write_reference(folder, tensors, words)


def furnish(folder, tokenizer, template, processor):
    """The files beside the weights, as llava-hf has them."""
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(ROOT / tokenizer / name, folder / name)
    if template:
        (folder / "chat_template.json").write_text(json.dumps({"chat_template": template}) + "\n")
    (folder / "preprocessor_config.json").write_text(json.dumps(processor, indent=2) + "\n")


def clip_processor():
    return {
        "crop_size": {"height": SIDE, "width": SIDE},
        "do_center_crop": True,
        "do_convert_rgb": True,
        "do_normalize": True,
        "do_rescale": True,
        "do_resize": True,
        "image_mean": CLIP["mean"],
        "image_processor_type": "CLIPImageProcessor",
        "image_std": CLIP["std"],
        "resample": 3,
        "rescale_factor": 0.00392156862745098,
        "size": {"shortest_edge": SIDE},
    }


def siglip_processor():
    return {
        "do_normalize": True,
        "do_rescale": True,
        "do_resize": True,
        "image_mean": SIGLIP["mean"],
        "image_processor_type": "SiglipImageProcessor",
        "image_std": SIGLIP["std"],
        "resample": 2,
        "rescale_factor": 0.00392156862745098,
        "size": {"height": SIDE, "width": SIDE},
    }


def llava(text, vision, prompts, strategy, seed):
    config = LlavaConfig(
        text_config=text,
        vision_config=vision,
        image_token_index=prompts.image,
        image_seq_length=(SIDE // PATCH) ** 2,
        vision_feature_layer=-2,
        vision_feature_select_strategy=strategy,
        projector_hidden_act="gelu",
        attn_implementation="eager",
    )
    tied = text.tie_word_embeddings
    return randomize(LlavaForConditionalGeneration(config), seed, table=0.1 if tied else 0.5)


def renamed(folder, rules):
    """Rewrites model.safetensors under other names: the first rule whose prefix fits."""
    path = folder / "model.safetensors"
    tensors = {}
    for name, value in load_file(path).items():
        old, new = next((rule for rule in rules if name.startswith(rule[0])), ("", ""))
        tensors[new + name[len(old):]] = value
    save_file(tensors, path, metadata={"format": "pt"})


TOKENS = (SIDE // PATCH) ** 2
TODAY = [
    ("language_model.model.", "model.language_model."),
    ("language_model.lm_head.", "lm_head."),
    ("vision_tower.", "model.vision_tower.vision_model."),
    ("multi_modal_projector.", "model.multi_modal_projector."),
]


def vicuna_with_clip(seed):
    """As transformers 5.24 writes it: the earlier names, bfloat16, in shards."""
    prompts = Prompts("tokenizer-llama-legacy", VICUNA, TOKENS)
    text = LlamaConfig(**LANGUAGE, vocab_size=prompts.size + 3, rms_norm_eps=1e-5, eos_token_id=2)
    model = llava(text, CLIPVisionConfig(**TOWER), prompts, "default", seed)
    folder = fresh("llava-vicuna-clip")
    model.generation_config.eos_token_id = [2, 110]
    model.to(torch.bfloat16).save_pretrained(folder, max_shard_size="50KB")
    furnish(folder, "tokenizer-llama-legacy", VICUNA_TEMPLATE, clip_processor())
    model = LlavaForConditionalGeneration.from_pretrained(
        folder, dtype=torch.float32, attn_implementation="eager").eval()
    reference(folder, model, prompts, CLIP)
    return model, prompts


def qwen_with_siglip(seed):
    """The names of transformers 4.52, half precision, a tied head."""
    prompts = Prompts("tokenizer-qwen2", CHATML, TOKENS)
    end = prompts.tokenizer.token_to_id("<|im_end|>")
    text = Qwen2Config(
        **LANGUAGE,
        vocab_size=prompts.size,
        num_key_value_heads=2,
        tie_word_embeddings=True,
        eos_token_id=end,
        rope_parameters=dict(rope_type="default", rope_theta=1e6),
    )
    vision = SiglipVisionConfig(**TOWER, vision_use_head=False)
    model = llava(text, vision, prompts, "full", seed).to(torch.float16)
    folder = fresh("llava-qwen-siglip")
    model.generation_config.eos_token_id = [end, 249]
    model.save_pretrained(folder)
    renamed(folder, TODAY)

    def older(config):
        config["torch_dtype"] = config.pop("dtype")
        text = config["text_config"]
        text["rope_theta"] = text.pop("rope_parameters")["rope_theta"]

    edit_config(folder, older)
    furnish(folder, "tokenizer-qwen2", CHATML_TEMPLATE, siglip_processor())
    model = LlavaForConditionalGeneration.from_pretrained(
        folder, dtype=torch.float32, attn_implementation="eager")
    reference(folder, model.eval(), prompts, SIGLIP)


def original(model, prompts):
    """The layout of the authors: one flat configuration, the tower in a directory of its own."""
    tower = fresh("llava-original-tower")
    model.model.vision_tower.save_pretrained(tower)
    (tower / "preprocessor_config.json").write_text(json.dumps(clip_processor(), indent=2) + "\n")
    folder = fresh("llava-original")
    tensors = {}
    for name, value in model.state_dict().items():
        if name.startswith("model.vision_tower."):
            continue
        for old, new in (
            ("model.language_model.", "model."),
            ("model.multi_modal_projector.linear_1.", "model.mm_projector.0."),
            ("model.multi_modal_projector.linear_2.", "model.mm_projector.2."),
        ):
            if name.startswith(old):
                name = new + name[len(old):]
        tensors[name] = value.to(torch.float16).contiguous()
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    text = model.config.text_config
    config = {
        "architectures": ["LlavaLlamaForCausalLM"],
        "bos_token_id": 1,
        "eos_token_id": 2,
        "freeze_mm_mlp_adapter": False,
        "hidden_act": "silu",
        "hidden_size": text.hidden_size,
        "image_aspect_ratio": "pad",
        "initializer_range": 0.02,
        "intermediate_size": text.intermediate_size,
        "max_length": 4096,
        "max_position_embeddings": text.max_position_embeddings,
        "mm_hidden_size": TOWER["hidden_size"],
        "mm_projector_type": "mlp2x_gelu",
        "mm_resampler_type": None,
        "mm_use_im_patch_token": False,
        "mm_use_im_start_end": False,
        "mm_vision_select_feature": "patch",
        "mm_vision_select_layer": -2,
        "mm_vision_tower": "../llava-original-tower",
        "model_type": "llava",
        "num_attention_heads": text.num_attention_heads,
        "num_hidden_layers": text.num_hidden_layers,
        "num_key_value_heads": text.num_key_value_heads,
        "pad_token_id": 0,
        "pretraining_tp": 1,
        "rms_norm_eps": text.rms_norm_eps,
        "rope_scaling": None,
        "tie_word_embeddings": False,
        "torch_dtype": "float16",
        "tune_mm_mlp_adapter": False,
        "use_cache": True,
        "use_mm_proj": True,
        "vocab_size": text.vocab_size,
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(ROOT / "tokenizer-llama-legacy" / name, folder / name)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "vision_tower" not in name:
                parameter.copy_(parameter.half().float())
    model.generation_config.eos_token_id = 2
    reference(folder, model, prompts, CLIP)


if __name__ == "__main__":
    prepare()
    vicuna_seed, qwen_seed = map(int, sys.argv[1:] or SEEDS)  # others from outside, for a search
    original(*vicuna_with_clip(vicuna_seed))
    qwen_with_siglip(qwen_seed)
