"""The VIRAL losses of a LLaVA checkpoint, as transformers and PEFT compute them.

A sample is one plain causal sequence, computed alone, so nothing is padded. All shapes are without a
batch: T slots of a sequence, N picture tokens, D the decoder's width, D_z the encoder's, d the
teacher's. Equations are those of arXiv 2509.07979; how they are read stands in docs/method.md.
"""

import json
import pathlib
import tempfile

import numpy
import torch
from PIL import Image
from peft import PeftModel
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn.functional import cross_entropy, mse_loss, normalize
from transformers import (
    CLIPVisionModel,
    Dinov2Model,
    LlamaConfig,
    LlavaConfig,
    LlavaForConditionalGeneration,
    SamModel,
)

from adapter import TODAY
from common import ROOT
from llava import CLIP, SIGLIP
from vision import (
    CLIP_MEAN,
    CLIP_STD,
    IMAGENET_MEAN,
    IMAGENET_STD,
    before_last_block,
    normal,
    padded,
    radio_features,
    sam_features,
    sized,
)

MARKER = "<image>"
VICUNA_SYSTEM = (
    "A chat between a curious user and an artificial intelligence assistant. The assistant gives "
    "helpful, detailed, and polite answers to the user's questions. "
)
CHATML_SYSTEM = "<|im_start|>system\nYou are a helpful assistant.<|im_end|>"
ALIGNMENT_WIDTH = 24
LLAMA_KEYS = (
    "vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads",
    "num_key_value_heads", "max_position_embeddings", "rms_norm_eps", "hidden_act", "tie_word_embeddings",
)


def turns(sample):
    """(question, answer, whether the picture stands in front of it) of each turn."""
    said = [turn["value"] for turn in sample["conversations"]]
    return [
        (question.replace(MARKER, "").strip(), answer.strip(), MARKER in question)
        for question, answer in zip(said[::2], said[1::2])
    ]


def vicuna(sample, picture):
    """The frame as (text, whether it is learnt), one after the other."""
    pieces = [(VICUNA_SYSTEM, False)]
    for question, answer, pictured in turns(sample):
        front = picture + "\n" if pictured else ""
        pieces += [(f"USER: {front}{question} ASSISTANT:", False), (f" {answer}</s>", True)]
    return pieces


def chatml(sample, picture):
    pieces = [(CHATML_SYSTEM, False)]
    for question, answer, pictured in turns(sample):
        front = picture + "\n" if pictured else ""
        asked = f"\n<|im_start|>user\n{front}{question}<|im_end|>\n<|im_start|>assistant\n"
        pieces += [(asked, False), (f"{answer}<|im_end|>", True)]
    return pieces


def encoded(tokenizer, pieces):
    """Ids `[T]` of the whole text, and the slots that the model must learn to say."""
    text = "".join(piece for piece, _ in pieces)
    ids = tokenizer.encode(text).ids
    answers, before, begin = [], "", 0
    for piece, learnt in pieces:
        before += piece
        part = tokenizer.encode(before).ids
        assert part == ids[: len(part)], f"no boundary of tokens behind {before!r}"
        answers += range(begin, len(part)) if learnt else []
        begin = len(part)
    return ids, answers


def original(folder):
    """The authors' layout: flat names, the tower in a directory of its own."""
    own = json.loads((folder / "config.json").read_text())
    tower = CLIPVisionModel.from_pretrained(folder / own["mm_vision_tower"], dtype=torch.float32)
    text = LlamaConfig(**{key: own[key] for key in LLAMA_KEYS})
    config = LlavaConfig(
        text_config=text,
        vision_config=tower.config,
        image_token_index=Tokenizer.from_file(str(folder / "tokenizer.json")).token_to_id(MARKER),
        vision_feature_layer=own["mm_vision_select_layer"],
        vision_feature_select_strategy={"patch": "default"}[own["mm_vision_select_feature"]],
        attn_implementation="eager",
    )
    names = {
        "model.mm_projector.0.": "model.multi_modal_projector.linear_1.",
        "model.mm_projector.2.": "model.multi_modal_projector.linear_2.",
        "model.": "model.language_model.",
        "lm_head.": "lm_head.",
    }
    tensors = {"model.vision_tower." + key: value for key, value in tower.state_dict().items()}
    for key, value in load_file(folder / "model.safetensors").items():
        old = next(prefix for prefix in names if key.startswith(prefix))
        tensors[names[old] + key[len(old):]] = value.float()
    model = LlavaForConditionalGeneration(config)
    model.load_state_dict(tensors)
    return model


def adapted(model, folder):
    """PEFT's model, and what of it learns by the file's names. PEFT itself reads today's names alone."""
    tensors = load_file(folder / "adapter_model.safetensors")
    prefix = next(iter(tensors)).split("layers.")[0] + "layers."
    with tempfile.TemporaryDirectory() as renamed:
        renamed = pathlib.Path(renamed)
        save_file({key.replace(prefix, TODAY): value for key, value in tensors.items()},
                  renamed / "adapter_model.safetensors")
        config = (folder / "adapter_config.json").read_text()
        (renamed / "adapter_config.json").write_text(config)
        wrapped = PeftModel.from_pretrained(model, renamed, is_trainable=True)
    named = {
        key.replace(".default", "").replace(TODAY, prefix): value
        for key, value in wrapped.named_parameters() if value.requires_grad
    }
    assert named.keys() == tensors.keys()
    assert all(torch.equal(named[key], value) for key, value in tensors.items())
    return wrapped, named


class Student:
    """A LLaVA of the golden checkpoints: what of it learns, what is said to it, what it sees."""

    def __init__(self, name, adapter=None, full=False):
        folder = ROOT / name
        if (folder / "preprocessor_config.json").exists():
            self.llava, found = LlavaForConditionalGeneration.from_pretrained(
                folder, dtype=torch.float32, attn_implementation="eager", output_loading_info=True)
            assert not any(found.values()), (name, found)
        else:
            self.llava = original(folder)
        self.llava.eval().requires_grad_(False)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.image = self.tokenizer.token_to_id(MARKER)
        self.config = self.llava.config
        self.frame = chatml if self.config.text_config.model_type == "qwen2" else vicuna
        is_clip = self.config.vision_config.model_type == "clip_vision_model"
        self.statistics = CLIP if is_clip else SIGLIP
        self.skipped = 1 if self.config.vision_feature_select_strategy == "default" else 0
        self.fill = tuple(int(255 * mean) for mean in self.statistics["mean"])
        self.side = self.config.vision_config.image_size
        self.grid = self.side // self.config.vision_config.patch_size
        self.model = self.llava
        self.trained = {}
        if adapter:
            self.model, self.trained = adapted(self.llava, ROOT / adapter)
        if full:
            self.trained = self.decoder()
        for key, value in self.projector.named_parameters():
            self.trained["multi_modal_projector." + key] = value.requires_grad_(True)

    def decoder(self):
        """All of the language model, by our names; a tied head is the embedding table."""
        parts = {"language_model.model.": self.llava.model.language_model}
        if not self.config.text_config.tie_word_embeddings:
            parts["language_model.lm_head."] = self.llava.lm_head
        return {
            prefix + key: value.requires_grad_(True)
            for prefix, module in parts.items() for key, value in module.named_parameters()
        }

    @property
    def projector(self):
        return self.llava.model.multi_modal_projector

    @property
    def blocks(self):
        return self.llava.model.language_model.layers

    def pixels(self, picture):
        """uint8 `[S, S, 3]`, padded with the encoder's mean colour."""
        return padded(picture, self.side, self.fill)

    def picture(self, rgb):
        values = normal(self.pixels(rgb), **self.statistics)
        return values.to(self.projector.linear_1.weight.dtype)

    def features(self, rgb):
        """z `[N, D_z]`, before the last block."""
        return before_last_block(self.llava.model.vision_tower, self.picture(rgb))[self.skipped:]

    def encoded(self, sample):
        return encoded(self.tokenizer, self.frame(sample, MARKER * self.grid**2))

    def double(self):
        """The same in float64 throughout: transformers' norms and eager attention work in float32."""
        self.model.double()
        self.llava.set_attn_implementation("sdpa")
        inner = self.llava.model.language_model
        for name, module in list(inner.named_modules()):
            if type(module).__name__.endswith("RMSNorm"):
                norm = nn.RMSNorm(module.weight.shape, eps=module.variance_epsilon, dtype=torch.float64)
                norm.weight = module.weight
                inner.set_submodule(name, norm)
        return self


def teacher_pixels(name, student, rgb):
    """The student's padded picture at the teacher's own size."""
    config = json.loads((ROOT / name / "config.json").read_text())
    patch = config.get("vision_config", config)["patch_size"]
    return padded(rgb, patch * student.grid, student.fill)


def teacher_features(name, student, rgb):
    """y `[N, d]` of equation 7."""
    pixels = teacher_pixels(name, student, rgb)
    size = len(pixels)
    with torch.no_grad():
        if name == "dinov2":
            model = sized(Dinov2Model.from_pretrained(ROOT / name).eval(), size)
            return model(normal(pixels, IMAGENET_MEAN, IMAGENET_STD)).last_hidden_state[0, 1:]
        if name == "radio-v2.5":
            tensors = load_file(ROOT / name / "model.safetensors")
            return radio_features(tensors, normal(pixels, CLIP_MEAN, CLIP_STD), size)
        if name == "sam":
            model = SamModel.from_pretrained(ROOT / name).eval()
            return sam_features(model, normal(pixels, IMAGENET_MEAN, IMAGENET_STD), size)
    raise ValueError(f"teacher: {name}, expected dinov2, radio-v2.5 or sam")


class AlignmentProjector(nn.Module):
    """P_π: Linear-SiLU-Linear-SiLU-Linear, D → h → h → d."""

    def __init__(self, width, target, hidden=ALIGNMENT_WIDTH):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(width, hidden), nn.SiLU(), nn.Linear(hidden, hidden), nn.SiLU(),
            nn.Linear(hidden, target),
        )

    def forward(self, states):
        return self.layers(states)


def cosine(predicted, target):
    """Equations 5 and 7, one layer of one sample."""
    return -(normalize(predicted, dim=-1, eps=1e-12) * normalize(target, dim=-1, eps=1e-12)).sum(-1).mean()


def relation(states, target):
    """The ablation: both Gram matrices of cosines compared."""
    own, other = normalize(states, dim=-1, eps=1e-12), normalize(target, dim=-1, eps=1e-12)
    return mse_loss(own @ own.T, other @ other.T)


class Training:
    """One way of training: student, what it is aligned with, and all that learns, by name."""

    def __init__(self, student, layers=(), objective=None, teacher=None, projectors=None, residual="none",
                 weight=0.0):
        self.student, self.layers, self.weight = student, list(layers), weight
        self.objective, self.teacher, self.residual = objective, teacher, residual
        self.adapter = None
        self.targets = {}
        trained = dict(student.trained)
        self.projectors = projectors
        if projectors is not None:
            trained |= {"alignment." + key: value for key, value in projectors.named_parameters()}
        if residual == "features":
            vision, text = student.config.vision_config, student.config.text_config
            self.adapter = nn.Linear(vision.hidden_size, text.hidden_size)
            nn.init.zeros_(self.adapter.weight)
            nn.init.zeros_(self.adapter.bias)
            trained |= {"residual." + key: value for key, value in self.adapter.named_parameters()}
        self.trained = trained

    def double(self):
        self.student.double()
        for module in (self.projectors, self.adapter):
            if module is not None:
                module.double()
        return self

    def target(self, rgb):
        """z or y `[N, ·]`, through which no gradient flows."""
        key = rgb.tobytes()
        if key not in self.targets:
            features = self.student.features(rgb)
            if self.objective != "encoder":
                features = teacher_features(self.teacher, self.student, rgb).to(features.dtype)
            self.targets[key] = features
        return self.targets[key]

    def added(self, features):
        """What equations 3 and 4 add to the picture's tokens."""
        return self.student.projector(features) if self.residual == "projected" else self.adapter(features)

    def forward(self, ids, rgb):
        """Logits `[T, V]`, and e_img_ℓ `[N, D]` behind each aligned block, by its number from 1."""
        visual = (ids[0] == self.student.image).nonzero().flatten()
        states, hooks = {}, []

        def watch(layer):
            def hook(module, arguments, out):
                if self.residual != "none":
                    rows = self.added(self.student.features(rgb))
                    out = out.index_add(1, visual, rows[None])
                states[layer] = out[0, visual]
                return out

            return self.student.blocks[layer - 1].register_forward_hook(hook)

        if rgb is not None:
            hooks = [watch(layer) for layer in self.layers]
        seen = {} if rgb is None else {"pixel_values": self.student.picture(rgb)}
        logits = self.student.model(input_ids=ids, use_cache=False, **seen).logits[0]
        for hook in hooks:
            hook.remove()
        return logits, states

    def alignment(self, states, target):
        """Mean over the layers."""
        losses = []
        for layer in self.layers:
            if self.objective == "relation":
                losses.append(relation(states[layer], target))
            else:
                several = isinstance(self.projectors, nn.ModuleDict)
                projector = self.projectors[str(layer)] if several else self.projectors
                losses.append(cosine(projector(states[layer]), target))
        return torch.stack(losses).mean()

    def sample(self, sample, rgb):
        """Sum of −log p over the answer tokens, their number, and L_VRA or None (equations 2 and 7)."""
        ids, answers = self.student.encoded(sample)
        logits, states = self.forward(torch.tensor([ids]), rgb)
        slots = torch.tensor(answers)
        loss = cross_entropy(logits[slots - 1], torch.tensor(ids)[slots], reduction="sum")
        if rgb is None or self.objective is None:
            return loss, len(answers), None
        return loss, len(answers), self.alignment(states, self.target(rgb))

    def batch(self, samples, pictures):
        """Each sample's losses, and those of the batch: one number of tokens, one of aligned samples."""
        each = [self.sample(s, pictures.get(s.get("image"))) for s in samples]
        language = sum(loss for loss, _, _ in each) / sum(count for _, count, _ in each)
        aligned = [loss for _, _, loss in each if loss is not None]
        if not aligned:
            return each, language, None, language
        alignment = torch.stack(aligned).mean()
        return each, language, alignment, language + self.weight * alignment


def read_picture(path):
    """uint8 `[H, W, 3]`."""
    return numpy.asarray(Image.open(path).convert("RGB"))
