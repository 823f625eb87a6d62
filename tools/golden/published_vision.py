"""Lists names and shapes of the tensors of published vision models, made without weights.

    python tools/golden/published_vision.py

No weights are downloaded: transformers and timm build each model on torch's meta device. The
tensors are named as save_pretrained names them, as the published files do. The
configurations are those of the published config.json files named below, typed in from knowledge of
them; what the classes' defaults say is left to the classes. Each directory under golden/published gets
config.json (only what our loader reads differs from the original, if anything) and tensors.txt: a line
for each tensor with its name and shape, blocks that are alike folded into `{0-11}`.
"""

import json
import re

import timm
import torch
from transformers import (
    CLIPConfig,
    CLIPModel,
    DepthAnythingConfig,
    DepthAnythingForDepthEstimation,
    Dinov2Config,
    Dinov2Model,
    Dinov2WithRegistersConfig,
    Dinov2WithRegistersModel,
    SamConfig,
    SamModel,
    SiglipConfig,
    SiglipModel,
)
from transformers.core_model_loading import revert_weight_conversion

import common

BLOCK = re.compile(r"^(.*\.(?:layers?|blocks)|layers?|blocks)\.(\d+)\.(.*)$")


def folded(tensors):
    """name shape, a line each; the numbers of blocks with one shape in one line."""
    lines, blocks = [], {}
    for name, shape in tensors.items():
        text = ",".join(map(str, shape)) or "scalar"
        match = BLOCK.match(name)
        if match:
            blocks.setdefault((match[1], match[3], text), []).append(int(match[2]))
        else:
            lines.append(f"{name} {text}")
    for (before, after, text), numbers in blocks.items():
        lines.append(f"{before}.{{{ranges(numbers)}}}.{after} {text}")
    return "\n".join(sorted(lines)) + "\n"


def ranges(numbers):
    """[0, 1, 3] as 0-1,3."""
    spans = []
    for number in sorted(numbers):
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ",".join(f"{a}-{b}" for a, b in spans)


def write(name, config, tensors):
    folder = common.fresh("published/" + name)
    shapes = {key: tuple(value.shape) for key, value in tensors.items()}
    (folder / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")
    (folder / "tensors.txt").write_text(folded(shapes))


def transformers_model(name, kind, config):
    with torch.device("meta"):
        model = kind(config)
    written = config.to_diff_dict() | {"model_type": config.model_type, "architectures": [kind.__name__]}
    write(name, written, revert_weight_conversion(model, model.state_dict()))


def clip():
    """openai/clip-vit-large-patch14-336."""
    text = dict(hidden_size=768, intermediate_size=3072, num_attention_heads=12, num_hidden_layers=12)
    vision = dict(hidden_size=1024, intermediate_size=4096, num_attention_heads=16)
    vision |= dict(num_hidden_layers=24, image_size=336, patch_size=14, projection_dim=768)
    config = CLIPConfig(text_config=text, vision_config=vision, projection_dim=768)
    transformers_model("clip-vit-large-patch14-336", CLIPModel, config)


def siglip2():
    """google/siglip2-so400m-patch14-384: fixed resolution, model_type siglip."""
    tower = dict(hidden_size=1152, intermediate_size=4304, num_attention_heads=16, num_hidden_layers=27)
    text = tower | dict(vocab_size=256000, projection_size=1152)
    vision = tower | dict(image_size=384, patch_size=14)
    config = SiglipConfig(text_config=text, vision_config=vision)
    transformers_model("siglip2-so400m-patch14-384", SiglipModel, config)


def dinov2():
    """facebook/dinov2-base and facebook/dinov2-with-registers-base."""
    shape = dict(hidden_size=768, num_hidden_layers=12, num_attention_heads=12)
    shape |= dict(image_size=518, patch_size=14)
    transformers_model("dinov2-base", Dinov2Model, Dinov2Config(**shape))
    config = Dinov2WithRegistersConfig(**shape, num_register_tokens=4)
    transformers_model("dinov2-with-registers-base", Dinov2WithRegistersModel, config)


def timm_dinov2():
    """timm/vit_base_patch14_dinov2.lvd142m and timm/vit_base_patch14_reg4_dinov2.lvd142m."""
    for name in ("vit_base_patch14_dinov2", "vit_base_patch14_reg4_dinov2"):
        with torch.device("meta"):
            model = timm.create_model(name)
        own = model.pretrained_cfg
        kept = {key: own[key] for key in ("input_size", "mean", "std")}
        config = dict(architecture=name, num_features=model.num_features, pretrained_cfg=kept)
        write(name, config, model.state_dict())


def sam():
    """facebook/sam-vit-base: the classes' defaults."""
    transformers_model("sam-vit-base", SamModel, SamConfig())


def depth_anything():
    """depth-anything/Depth-Anything-V2-Base-hf."""
    backbone = Dinov2Config(
        hidden_size=768, num_hidden_layers=12, num_attention_heads=12, image_size=518, patch_size=14,
        out_indices=[3, 6, 9, 12], reshape_hidden_states=False,
    )
    config = DepthAnythingConfig(
        backbone_config=backbone, patch_size=14, reassemble_hidden_size=768,
        neck_hidden_sizes=[96, 192, 384, 768], fusion_hidden_size=128,
    )
    transformers_model("depth-anything-v2-base", DepthAnythingForDepthEstimation, config)


def radio():
    """nvidia/C-RADIOv3-B as timm's code reads it: names by timm's converter, turned around.

    Not sourced: the arguments in its config.json (`args.model` is that architecture of NVlabs' code
    which has the shape), and for RADIO v2.5-B the number of its tokens; its names are these without
    the layer scales.
    """
    with torch.device("meta"):
        model = timm.create_model("vit_base_patch16_radio_v3")
    prefix = "radio_model.model."
    width = model.embed_dim
    tensors = {
        "radio_model.input_conditioner.norm_mean": torch.empty(3, 1, 1),
        "radio_model.input_conditioner.norm_std": torch.empty(3, 1, 1),
        "radio_model.summary_idxs": torch.empty(3),
        prefix + "patch_generator.embedder.weight": torch.empty(width, 3 * 16 * 16),
        prefix + "patch_generator.pos_embed": torch.empty(1, 128 * 128, width),
        prefix + "patch_generator.cls_token.token": torch.empty(model.num_prefix_tokens, width),
    }
    for name, value in model.state_dict().items():
        if name.startswith("blocks."):
            tensors[prefix + name.replace(".gamma", ".grandma")] = value
    args = dict(model="vit_base_patch16_v2_224", model_kwargs={}, cpe_max_size=2048)
    config = dict(architectures=["RADIOModel"], version="c-radio_v3-b", patch_size=16, args=args)
    write("c-radio-v3-b", config, tensors)


if __name__ == "__main__":
    for make in (clip, siglip2, dinov2, timm_dinov2, sam, depth_anything, radio):
        make()
