"""Makes tiny published vision checkpoints with random weights, and what the references give for them.

    pip install -r tools/golden/requirements.txt
    python tools/golden/vision.py [name …]

Each directory has the layout that the family is published in. Beside it, reference.safetensors holds
`picture_u8` [H, W, 3] and for a student `pixels_u8` [S, S, 3] as the directory's own preprocessing
gives them and `features` [N, d]; for a teacher `pixels_u8.S` and `features.S` for each picture size S,
of the picture padded to a square with (122, 116, 104).
"""

import json
import sys

import numpy
import timm
import torch
from PIL import Image
from safetensors.torch import load_file, save_file
from timm.layers import resample_abs_pos_embed
from timm.models._hub import save_for_hf
from timm.models.vision_transformer import _convert_radio
from transformers import (
    CLIPConfig,
    CLIPImageProcessorPil,
    CLIPModel,
    CLIPVisionConfig,
    CLIPVisionModel,
    DepthAnythingConfig,
    DepthAnythingForDepthEstimation,
    Dinov2Config,
    Dinov2Model,
    Dinov2WithRegistersConfig,
    Dinov2WithRegistersModel,
    SamConfig,
    SamModel,
    SiglipConfig,
    SiglipImageProcessorPil,
    SiglipModel,
    SiglipVisionConfig,
    SiglipVisionModel,
)

import common

CLIP_MEAN, CLIP_STD = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)
IMAGENET_MEAN, IMAGENET_STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
FILL = (122, 116, 104)
TEXT = dict(hidden_size=16, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2)
TEXT |= dict(vocab_size=20, max_position_embeddings=8, bos_token_id=1, eos_token_id=2, pad_token_id=0)
VISION = dict(hidden_size=32, intermediate_size=80, num_hidden_layers=3, num_attention_heads=2)


def picture(height=45, width=61):
    """Smooth colours with noise, not square."""
    random = numpy.random.default_rng(7)
    y, x = numpy.mgrid[0:height, 0:width]
    waves = [numpy.sin(x / 7 + y / 11), numpy.cos(x / 5 - y / 9), numpy.sin(x * y / 300)]
    noise = random.normal(0, 25, (height, width, 3))
    return numpy.clip(127 + 90 * numpy.stack(waves, -1) + noise, 0, 255).astype(numpy.uint8)


def padded(rgb, side, fill=FILL):
    """LLaVA's padding to a square, then Pillow's bicubic."""
    image = Image.fromarray(rgb)
    whole = max(image.size)
    square = Image.new("RGB", (whole, whole), fill)
    square.paste(image, ((whole - image.width) // 2, (whole - image.height) // 2))
    return numpy.array(square.resize((side, side), Image.BICUBIC))


def normal(pixels, mean, std):
    values = torch.from_numpy(pixels.copy()).float() / 255
    return ((values - torch.tensor(mean)) / torch.tensor(std)).permute(2, 0, 1)[None]


def quiet(model):
    """Small tokens, so that the first norm's epsilon counts."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "embed" in name and "text" not in name or "token" in name:
                parameter.mul_(0.06)
    return model


def own_pixels(processor, rgb):
    """What the directory's preprocessing gives before it normalises."""
    plain = processor(Image.fromarray(rgb), do_normalize=False, do_rescale=False)
    return numpy.asarray(plain["pixel_values"][0]).transpose(1, 2, 0).astype(numpy.uint8)


def before_last_block(vision, pixels):
    kept = {}
    layer = vision.encoder.layers[-2]
    handle = layer.register_forward_hook(lambda module, args, out: kept.update(out=out))
    with torch.no_grad():
        vision(pixels)
    handle.remove()
    out = kept["out"]
    return (out[0] if isinstance(out, tuple) else out)[0]


def student(name, model, vision_of, processor, skipped, dtype=torch.float32, shards=None, edit=None):
    folder = common.fresh(name)
    quiet(common.randomize(model, 1)).to(dtype).save_pretrained(folder, max_shard_size=shards or "1GB")
    processor.save_pretrained(folder)
    if edit:
        edit(folder)
    model = type(model).from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    rgb = picture()
    pixels = own_pixels(processor, rgb)
    inputs = normal(pixels, processor.image_mean, processor.image_std)
    features = before_last_block(vision_of(model), inputs)[skipped:]
    common.write_reference(
        folder,
        {"picture_u8": torch.from_numpy(rgb), "pixels_u8": torch.from_numpy(pixels), "features": features},
    )


def teacher(folder, features_of, sizes, mean, std):
    """features_of(pixels, size) gives [N, d]."""
    rgb = picture()
    tensors = {"picture_u8": torch.from_numpy(rgb)}
    for size in sizes:
        pixels = padded(rgb, size)
        tensors[f"pixels_u8.{size}"] = torch.from_numpy(pixels)
        with torch.no_grad():
            tensors[f"features.{size}"] = features_of(normal(pixels, mean, std), size)
    common.write_reference(folder, tensors)


def rename(folder, change):
    """The same file with other tensor names."""
    path = folder / "model.safetensors"
    save_file({change(k): v for k, v in load_file(path).items()}, path, metadata={"format": "pt"})


def old_size(folder):
    """As CLIP's first preprocessor files say it: plain numbers."""
    path = folder / "preprocessor_config.json"
    config = json.loads(path.read_text())
    config |= {"size": 28, "crop_size": 28, "feature_extractor_type": "CLIPFeatureExtractor"}
    for key in ("image_processor_type", "rescale_factor", "do_rescale"):
        config.pop(key, None)
    path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")


def leave_out_defaults(folder):
    """Values that are the class's own are not written by earlier versions."""

    def change(config):
        vision = config["vision_config"]
        for key in ("hidden_act", "layer_norm_eps", "num_channels", "attention_dropout", "vision_use_head"):
            vision.pop(key, None)
        config["torch_dtype"] = config.pop("dtype")

    common.edit_config(folder, change)


def clip_bare():
    """A vision model alone, as transformers 5 writes it: no prefix."""
    model = CLIPVisionModel(CLIPVisionConfig(**VISION, image_size=28, patch_size=7))
    processor = CLIPImageProcessorPil(size={"shortest_edge": 28}, crop_size={"height": 28, "width": 28})
    student("clip-bare", model, lambda m: m, processor, 1)


def clip_bare_early():
    """The same as earlier versions write it: under vision_model., with the buffer of positions."""

    def early(folder):
        rename(folder, lambda name: "vision_model." + name)
        path = folder / "model.safetensors"
        tensors = load_file(path) | {"vision_model.embeddings.position_ids": torch.arange(17)[None]}
        save_file(tensors, path, metadata={"format": "pt"})
        old_size(folder)

    model = CLIPVisionModel(CLIPVisionConfig(**VISION, image_size=28, patch_size=7))
    processor = CLIPImageProcessorPil(size={"shortest_edge": 28}, crop_size={"height": 28, "width": 28})
    student("clip-bare-early", model, lambda m: m, processor, 1, edit=early)


def clip_two_towers():
    """Both towers, half precision, the other GELU."""
    vision = VISION | dict(image_size=28, patch_size=4, hidden_act="gelu")
    model = CLIPModel(CLIPConfig(text_config=TEXT, vision_config=vision, projection_dim=8))
    processor = CLIPImageProcessorPil(size={"shortest_edge": 32}, crop_size={"height": 28, "width": 28})
    student("clip-two-towers", model, lambda m: m.vision_model, processor, 1, dtype=torch.float16)


def siglip_bare():
    model = SiglipVisionModel(SiglipVisionConfig(**VISION, image_size=28, patch_size=7))
    processor = SiglipImageProcessorPil(size={"height": 28, "width": 28})
    student("siglip-bare", model, lambda m: m, processor, 0)


def siglip_two_towers():
    """As SigLIP2 at a fixed resolution, whose patches leave some pixels over: both towers, bfloat16, in
    shards, with values left out."""
    vision = VISION | dict(image_size=31, patch_size=6)
    model = SiglipModel(SiglipConfig(text_config=TEXT, vision_config=vision))
    processor = SiglipImageProcessorPil(size={"height": 31, "width": 31}, resample=2)
    student(
        "siglip-two-towers", model, lambda m: m.vision_model, processor, 0,
        dtype=torch.bfloat16, shards="40KB", edit=leave_out_defaults,
    )


DINO = dict(hidden_size=32, num_hidden_layers=3, num_attention_heads=2, image_size=42, patch_size=7, mlp_ratio=2)


def sized(model, size):
    """The same model for another picture size, its positions resampled as timm does."""
    config = type(model.config)(**{**model.config.to_dict(), "image_size": size})
    other = type(model)(config).eval()
    tensors = model.state_dict()
    key = "embeddings.position_embeddings"
    grid = size // model.config.patch_size
    tensors[key] = resample_abs_pos_embed(tensors[key], [grid, grid], num_prefix_tokens=1)
    other.load_state_dict(tensors)
    return other


def dinov2():
    folder = common.fresh("dinov2")
    model = quiet(common.randomize(Dinov2Model(Dinov2Config(**DINO)), 2))
    model.save_pretrained(folder)
    teacher(
        folder, lambda x, size: sized(model, size)(x).last_hidden_state[0, 1:],
        (42, 28, 63), IMAGENET_MEAN, IMAGENET_STD,
    )


def dinov2_registers():
    """Registers; at another size the model itself resamples as timm does."""
    folder = common.fresh("dinov2-registers")
    config = Dinov2WithRegistersConfig(**DINO, num_register_tokens=3)
    model = quiet(common.randomize(Dinov2WithRegistersModel(config), 3))
    model.save_pretrained(folder)
    teacher(
        folder, lambda x, size: model(x).last_hidden_state[0, 4:],
        (42, 28, 63), IMAGENET_MEAN, IMAGENET_STD,
    )


def dinov2_timm(name="dinov2-timm", architecture="vit_small_patch14_dinov2", **more):
    folder = common.fresh(name)
    shape = dict(img_size=42, patch_size=7, embed_dim=32, depth=3, num_heads=2, mlp_ratio=2) | more
    model = timm.create_model(architecture, **shape, num_classes=0, dynamic_img_size=True)
    quiet(common.randomize(model, 4))
    save_for_hf(model, folder, model_args=shape, safe_serialization=True)
    skipped = model.num_prefix_tokens
    teacher(
        folder, lambda x, size: model.forward_features(x)[0, skipped:],
        (42, 28, 63), IMAGENET_MEAN, IMAGENET_STD,
    )


def dinov2_timm_registers():
    dinov2_timm("dinov2-timm-registers", "vit_small_patch14_reg4_dinov2", reg_tokens=2)


def depth_anything():
    folder = common.fresh("depth-anything")
    backbone = Dinov2Config(
        **DINO | dict(num_hidden_layers=4), out_indices=[1, 2, 3, 4], reshape_hidden_states=False
    )
    config = DepthAnythingConfig(
        backbone_config=backbone, reassemble_hidden_size=32, neck_hidden_sizes=[4, 4, 4, 4],
        fusion_hidden_size=4, head_hidden_size=4, patch_size=7,
    )
    model = quiet(common.randomize(DepthAnythingForDepthEstimation(config), 5))
    model.save_pretrained(folder)
    # The backbone gives its stages; the last, after the norm, is what a Dinov2Model gives.
    plain = Dinov2Model(Dinov2Config(**DINO | dict(num_hidden_layers=4))).eval()
    plain.load_state_dict(model.backbone.state_dict())

    def features(x, size):
        y = sized(plain, size)(x).last_hidden_state[0, 1:]
        if size == DINO["image_size"]:
            torch.testing.assert_close(model.backbone(x).feature_maps[-1][0, 1:], y)
        return y

    teacher(folder, features, (42, 28), IMAGENET_MEAN, IMAGENET_STD)


def sam_features(model, x, size):
    """The centre of the neck's map, of a picture in the middle of the canvas."""
    before = (64 - size) // 2
    canvas = torch.zeros(1, 3, 64, 64)
    canvas[:, :, before : before + size, before : before + size] = x
    grid = size // 8
    first = (8 - grid) // 2
    middle = model.vision_encoder(canvas).last_hidden_state[0]
    middle = middle[:, first : first + grid, first : first + grid]
    return middle.flatten(1).T


def sam():
    """Windows that do not fill the map; pictures of half the canvas, and half a patch off its cells."""
    folder = common.fresh("sam")
    vision = dict(hidden_size=32, output_channels=16, num_hidden_layers=3, num_attention_heads=2)
    vision |= dict(image_size=64, patch_size=8, window_size=3, global_attn_indexes=[1], mlp_dim=48)
    decoder = dict(hidden_size=8, mlp_dim=8, num_attention_heads=2, iou_head_hidden_dim=8)
    prompt = dict(hidden_size=8, image_size=64, patch_size=8, mask_input_channels=4)
    config = SamConfig(
        vision_config=vision, mask_decoder_config=decoder, prompt_encoder_config=prompt
    )
    config._attn_implementation = "eager"
    model = quiet(common.randomize(SamModel(config), 6))
    model.save_pretrained(folder)
    teacher(folder, lambda x, size: sam_features(model, x, size), (64, 32, 40), IMAGENET_MEAN, IMAGENET_STD)


RADIO = dict(patch_size=8, embed_dim=32, depth=3, num_heads=2, mlp_ratio=2)


def timm_radio(size, scaled=False):
    shape = RADIO | dict(reg_tokens=3, init_values=1e-5 if scaled else 0)
    return timm.create_model("vit_base_patch16_radio_v3", **shape, img_size=size).eval()


def radio_features(tensors, x, size, scaled=False, corners=True):
    """timm's reading of NVlabs' tensors."""
    model = timm_radio(size, scaled)
    model.load_state_dict(_convert_radio(dict(tensors), model, align_corners=corners))
    return model.forward_features(x)[0, model.num_prefix_tokens :]


def radio(name="radio-v2.5", version="radio_v2.5-b", model_name="vit_base_patch16_224", scaled=False):
    """NVlabs' layout, as its code for transformers writes it; the reference is timm's reading of it."""
    folder = common.fresh(name)
    model = quiet(common.randomize(timm_radio(64, scaled), 7))
    own = model.state_dict()
    tensors = {
        "radio_model.summary_idxs": torch.tensor([0, 1]),
        "radio_model.input_conditioner.norm_mean": torch.tensor(CLIP_MEAN)[:, None, None],
        "radio_model.input_conditioner.norm_std": torch.tensor(CLIP_STD)[:, None, None],
    }
    prefix = "radio_model.model."
    generator = prefix + "patch_generator."
    tensors[generator + "embedder.weight"] = own["patch_embed.proj.weight"].flatten(1)
    tensors[generator + "pos_embed"] = own["pos_embed"]
    tokens = torch.cat([own["cls_token"], own["reg_token"]], 1)[0]
    tensors[generator + "cls_token.token"] = tokens
    for key, value in own.items():
        if key.startswith("blocks."):
            tensors[prefix + key.replace(".gamma", ".grandma")] = value
    tensors = {key: value.contiguous() for key, value in tensors.items()}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    teachers = [{"name": "clip", "use_summary": True}, {"name": "dino_v2", "use_summary": True}]
    args = dict(model=model_name, model_kwargs=RADIO, cpe_max_size=64, teachers=teachers)
    args |= dict(cls_token_per_teacher=True, register_multiple=4, input_size=None, in_chans=None)
    config = dict(architectures=["RADIOModel"], args=args, version=version, patch_size=8)
    config |= dict(max_resolution=64, preferred_resolution=[32, 32], vitdet_window_size=None)
    config |= dict(feature_normalizer_config=None, torch_dtype="float32")
    (folder / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")
    corners = "v3-l" not in version

    def features(x, size):
        return radio_features(tensors, x, size, scaled, corners)

    teacher(folder, features, (64, 32, 40), CLIP_MEAN, CLIP_STD)


def radio_scaled():
    radio("c-radio-v3", "c-radio_v3-b", "vit_base_patch16_v2_224", scaled=True)


MAKERS = {
    "clip-bare": clip_bare,
    "clip-bare-early": clip_bare_early,
    "clip-two-towers": clip_two_towers,
    "siglip-bare": siglip_bare,
    "siglip-two-towers": siglip_two_towers,
    "dinov2": dinov2,
    "dinov2-registers": dinov2_registers,
    "dinov2-timm": dinov2_timm,
    "dinov2-timm-registers": dinov2_timm_registers,
    "depth-anything": depth_anything,
    "sam": sam,
    "radio-v2.5": radio,
    "c-radio-v3": radio_scaled,
}

if __name__ == "__main__":
    common.prepare()
    for name in sys.argv[1:] or MAKERS:
        MAKERS[name]()
