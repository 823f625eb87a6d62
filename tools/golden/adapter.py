"""Makes tiny LoRA adapters with PEFT under each naming in use, and what PEFT computes with them.

    pip install -r tools/golden/requirements.txt
    python tools/golden/llava.py
    python tools/golden/adapter.py

Each adapts the checkpoint that ADAPTERS names. `reference.safetensors` has hidden.<l> of the first prompt's visual
tokens and logits at its last position, with the adapter beside the weights, not merged.
"""

import json

import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import load_file, save_file
from transformers import LlavaForConditionalGeneration

from common import ROOT, fresh, prepare, write_reference

MODULES = "q_proj|k_proj|v_proj|o_proj|gate_proj|up_proj|down_proj"
TODAY = "base_model.model.model.language_model.layers."
BEFORE = "base_model.model.language_model.model.layers."
ALONE = "base_model.model.model.layers."
ADAPTERS = {
    "adapter-today": ("llava-vicuna-clip", TODAY, {}),
    "adapter-before": ("llava-vicuna-clip", BEFORE, {"use_rslora": True}),
    "adapter-alone": ("llava-vicuna-clip", ALONE, {"lora_alpha": 3}),
    "adapter-qwen": ("llava-qwen-siglip", TODAY, {"lora_alpha": 6}),
}


def reference(folder, model, base):
    words = json.loads((ROOT / base / "reference.json").read_text())
    pixels = load_file(ROOT / base / "reference.safetensors")["pixels_u8"]
    statistics = json.loads((ROOT / base / "preprocessor_config.json").read_text())
    values = pixels.float() / 255 - torch.tensor(statistics["image_mean"])
    values = (values / torch.tensor(statistics["image_std"])).permute(2, 0, 1)[None]
    ids = torch.tensor([words["ids"][0]])
    visual = (ids[0] == words["image"]).nonzero().flatten()
    states = []
    hooks = [
        layer.register_forward_hook(lambda m, a, out: states.append(out if torch.is_tensor(out) else out[0]))
        for layer in model.base_model.model.model.language_model.layers
    ]
    with torch.no_grad():
        logits = model(input_ids=ids, pixel_values=values).logits
    for hook in hooks:
        hook.remove()
    tensors = {f"hidden.{i}": state[0, visual] for i, state in enumerate(states, start=1)}
    write_reference(folder, {**tensors, "logits": logits[0, -1]})


def make(name, base, prefix, changes, seed):
    model = LlavaForConditionalGeneration.from_pretrained(
        ROOT / base, dtype=torch.float32, attn_implementation="eager")
    config = LoraConfig(
        r=2, target_modules=rf".*language_model.*\.({MODULES})", **{"lora_alpha": 4, **changes})
    model = get_peft_model(model, config).eval()
    random = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for key, parameter in sorted(model.named_parameters()):
            if "lora_" in key:
                parameter.copy_(0.2 * torch.randn(parameter.shape, generator=random))
    folder = fresh(name)
    model.save_pretrained(folder)
    (folder / "README.md").unlink(missing_ok=True)
    path = folder / "adapter_model.safetensors"
    tensors = {key.replace(TODAY, prefix): value for key, value in load_file(path).items()}
    save_file(tensors, path, metadata={"format": "pt"})
    path = folder / "adapter_config.json"
    written = json.loads(path.read_text()) | {"base_model_name_or_path": base}
    path.write_text(json.dumps(written, indent=2, sort_keys=True) + "\n")
    reference(folder, model, base)


if __name__ == "__main__":
    prepare()
    for seed, (name, (base, prefix, changes)) in enumerate(ADAPTERS.items(), start=51):
        make(name, base, prefix, changes, seed)
