"""What the scripts for tiny checkpoints share: seeds, random weights that hide nothing, references."""

import json
import pathlib
import shutil

import torch
from safetensors.torch import save_file

ROOT = pathlib.Path("models/src/test/resources/io/viralstream/models/golden")


def prepare(seed=0):
    """One thread and a fixed seed, so that a rerun gives the same files."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(True)


def fresh(name):
    """An empty directory for one checkpoint."""
    folder = ROOT / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def randomize(model, seed, table=0.5):
    """Every parameter random: a missing bias, a swapped norm or another epsilon then shows."""
    random = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in sorted(model.named_parameters()):
            values = torch.randn(parameter.shape, generator=random)
            if parameter.dim() >= 2:
                fan_in = parameter[0].numel()
                is_table = "embed" in name and "patch" not in name
                parameter.copy_(values * (table if is_table else fan_in**-0.5))
            elif "norm" in name and name.endswith("weight"):
                parameter.copy_(1 + 0.3 * values)
            else:
                parameter.copy_(0.3 * values)
    return model.eval()


def write_reference(folder, tensors, words=None):
    """reference.safetensors, and reference.json for ids and texts."""
    kept = {name: value.detach().contiguous().clone() for name, value in tensors.items()}
    save_file(kept, folder / "reference.safetensors")
    if words is not None:
        (folder / "reference.json").write_text(json.dumps(words) + "\n")


def edit_config(folder, change):
    """Rewrites config.json, as an older or a newer writer would have written it."""
    path = folder / "config.json"
    config = json.loads(path.read_text())
    change(config)
    path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")


def demand_clear_choices(logits):
    """Greedy ids are comparable only where the best score leads by far more than rounding."""
    best = torch.topk(logits.float(), 2, dim=-1).values
    lead = (best[..., 0] - best[..., 1]).min().item()
    assert lead > 5e-4, f"two scores lie {lead} apart: choose another seed"
