"""Makes the golden losses, gradients and AdamW steps of VIRAL training.

    pip install -r tools/golden/requirements.txt
    python tools/golden/llava.py
    python tools/golden/adapter.py
    python tools/golden/vision.py dinov2 radio-v2.5 sam
    python tools/golden/training.py [CASE …]

With cases, these alone are written beside what is there. Everything lies in golden/training:

- `data.jsonl` and `pictures/`: six samples in LLaVA's format, one batch of all cases.
- `inputs/<model>.json`: each sample's ids with `<image>` repeated for every visual token, and `answers`,
  the slots of the tokens that are learnt.
- `inputs/<model>.safetensors`: for each picture `pixels_u8.<picture>` [S, S, 3] as the encoder gets it
  before it is normalised, `z.<picture>` [N, D_z], and of the teachers `pixels_u8.<teacher>.<picture>`
  and `y.<teacher>.<picture>` [N, d].
- `<case>/case.json`: what the command `viral loss` is given. Models, teachers and adapters are
  directories of golden/; a key is left out where the option is not given.
- `<case>/alignment.safetensors`: P_π before the first step.
- `<case>/expected.json`: losses of each sample and of the batch before the first step, and `trace`, the
  batch's losses before each step, counted from 1. `vra` is null where nothing is aligned. All was
  computed in float32; float64 gives the same losses within 2e-6, at the last step too.
- `<case>/gradients.safetensors`: the gradient of the batch's total before the first step, by tensor.

training_reference.py computes the losses, training_check.py doubts them.
"""

import json
import shutil
import sys

import torch
from PIL import Image
from safetensors.torch import save_file
from torch import nn

from common import ROOT, prepare
from training_check import check_case, check_losses, check_student
from training_reference import (
    AlignmentProjector,
    Student,
    Training,
    read_picture,
    teacher_features,
    teacher_pixels,
)
from vision import picture

HOME = ROOT / "training"
STEPS, RATE, PROJECTOR_RATE = 10, 2e-3, 1e-3
TEACHERS = {"dinov2": 32, "radio-v2.5": 32, "sam": 16}  # and d of each
PICTURES = {"wide.png": (31, 44), "square.png": (40, 40)}

VICUNA, QWEN, ORIGINAL = "llava-vicuna-clip", "llava-qwen-siglip", "llava-original"
COSINE = dict(teacher="dinov2", layers=[1], projectors="one", residual="none", weight=0.5, objective="cosine")
CASES = {
    "vicuna-cosine": COSINE | dict(model=VICUNA),
    "qwen-cosine": COSINE | dict(model=QWEN),
    "original-cosine": COSINE | dict(model=ORIGINAL, layers=[2]),
    "vicuna-adapter": COSINE | dict(model=VICUNA, adapter="adapter-today"),
    "qwen-adapter": COSINE | dict(model=QWEN, adapter="adapter-qwen"),
    "original-adapter": COSINE | dict(model=ORIGINAL, adapter="adapter-alone"),
    "vicuna-language-only": dict(model=VICUNA),
    "vicuna-relation": COSINE | dict(model=VICUNA, objective="relation", projectors=None),
    "vicuna-encoder": COSINE | dict(model=VICUNA, objective="encoder", teacher=None, weight=0.25),
    "vicuna-residual-projected": COSINE | dict(model=VICUNA, residual="projected"),
    "vicuna-residual-features": COSINE | dict(model=VICUNA, residual="features", layers=[1, 2]),
    "vicuna-two-layers": COSINE | dict(model=VICUNA, layers=[1, 2]),
    "vicuna-two-layers-each": COSINE | dict(model=VICUNA, layers=[1, 2], projectors="each"),
    "vicuna-other-teacher": COSINE | dict(model=VICUNA, teacher="radio-v2.5"),
    "qwen-narrow-teacher": COSINE | dict(model=QWEN, teacher="sam"),
    "vicuna-full": COSINE | dict(model=VICUNA, train="full"),
    "qwen-full": COSINE | dict(model=QWEN, train="full"),
}


def sample(name, image, *said):
    turns = [{"from": ("human", "gpt")[i % 2], "value": text} for i, text in enumerate(said)]
    return {"id": name} | ({"image": image} if image else {}) | {"conversations": turns}


SAMPLES = [
    sample("one-turn", "wide.png", "<image>\nIs there a red circle in the image?", "yes"),
    sample("two-turns", "square.png", "<image>\nHow many blue squares are there?", "three",
           "What colour is the star?", "The star is green."),
    sample("marker-last", "wide.png", "What is behind the large ring?\n<image>", "a cat on a mat"),
    sample("picture-later", "square.png", "Are you helpful?", "yes, I am.",
           "<image>\nDescribe the picture.", "It shows a green triangle."),
    sample("text-only", None, "How many colours are there?", "one two three"),
    sample("long-answer", "wide.png", "<image>\nDescribe the image.",
           "The image shows a small star above the large ring, and a cat is left of the ring. "
           "There are two blue squares behind it."),
]


def write_json(path, value):
    path.write_text(json.dumps(value, indent=2) + "\n")


def write_data():
    (HOME / "pictures").mkdir(parents=True)
    for name, (height, width) in PICTURES.items():
        rgb = picture(height, width)
        Image.fromarray(rgb if name == "wide.png" else 255 - rgb).save(HOME / "pictures" / name)
    lines = [json.dumps(s) + "\n" for s in SAMPLES]
    (HOME / "data.jsonl").write_text("".join(lines))


def write_inputs(model, pictures):
    student = Student(model)
    check_student(model, student, SAMPLES, pictures)
    rows = []
    for s in SAMPLES:
        ids, answers = student.encoded(s)
        rows.append({"id": s["id"], "ids": ids, "answers": answers})
    tensors = {}
    for name, rgb in pictures.items():
        tensors |= {f"pixels_u8.{name}": student.pixels(rgb), f"z.{name}": student.features(rgb)}
        for teacher in TEACHERS:
            tensors[f"pixels_u8.{teacher}.{name}"] = teacher_pixels(teacher, student, rgb)
            tensors[f"y.{teacher}.{name}"] = teacher_features(teacher, student, rgb)
    (HOME / "inputs").mkdir(exist_ok=True)
    lines = ",\n".join("  " + json.dumps(row) for row in rows)
    (HOME / "inputs" / f"{model}.json").write_text('{"samples": [\n' + lines + "\n]}\n")
    tensors = {key: torch.as_tensor(value).contiguous().clone() for key, value in tensors.items()}
    save_file(tensors, HOME / "inputs" / f"{model}.safetensors")


def alignment(student, case):
    """P_π with random weights, one or one for each layer; none where the case trains without."""
    if not case.get("projectors"):
        return None
    width, target = student.config.text_config.hidden_size, TEACHERS.get(case.get("teacher"), 32)  # 32: D_z
    random = torch.Generator().manual_seed(61)
    each = case["projectors"] == "each"
    made = {str(layer): AlignmentProjector(width, target) for layer in case["layers"][: None if each else 1]}
    module = nn.ModuleDict(made) if each else next(iter(made.values()))
    with torch.no_grad():
        for _, value in sorted(module.named_parameters()):
            scale = value.shape[1] ** -0.5 if value.dim() == 2 else 0.1
            value.copy_(scale * torch.randn(value.shape, generator=random))
    return module


def training(case):
    """As it is before the first step, the same at every call."""
    student = Student(case["model"], case.get("adapter"), case.get("train") == "full")
    return Training(
        student,
        layers=case.get("layers", ()),
        objective=case.get("objective"),
        teacher=case.get("teacher"),
        projectors=alignment(student, case),
        residual=case.get("residual", "none"),
        weight=case.get("weight", 0.0),
    )


def figures(language, alignment, total):
    return {
        "lm": language.item(),
        "vra": None if alignment is None else alignment.item(),
        "total": total.item(),
    }


def stepped(run, pictures, steps=STEPS):
    """The losses before each step, those of the samples before the first, and its gradients."""
    fast = [value for key, value in run.trained.items() if not key.startswith("multi_modal_projector.")]
    slow = [value for key, value in run.trained.items() if key.startswith("multi_modal_projector.")]
    groups = [{"params": slow, "lr": PROJECTOR_RATE}] + ([{"params": fast, "lr": RATE}] if fast else [])
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0)
    trace, samples, gradients = [], [], {}
    for step in range(1, steps + 1):
        optimizer.zero_grad()
        each, language, aligned, total = run.batch(SAMPLES, pictures)
        total.backward()
        trace.append({"step": step, **figures(language, aligned, total)})
        if step == 1:
            gradients = {key: value.grad.clone().contiguous() for key, value in run.trained.items()}
            for s, (loss, count, own) in zip(SAMPLES, each):
                mean = loss / count
                whole = mean if own is None else mean + run.weight * own
                row = figures(mean, own, whole)
                samples.append({"id": s["id"], "lm": row["lm"], "answerTokens": count,
                                "vra": row["vra"], "total": row["total"]})
        optimizer.step()
    return samples, trace, gradients


def write_case(name, case, pictures):
    folder = HOME / name
    folder.mkdir()
    run = training(case)
    given = {"model": case["model"]} | {key: case[key] for key in ("teacher", "adapter") if case.get(key)}
    if run.projectors is not None:
        kept = {key: value.detach().clone() for key, value in run.projectors.named_parameters()}
        save_file(kept, folder / "alignment.safetensors")
        given |= {"alignment": "alignment.safetensors"}
    given |= {key: case[key] for key in ("train", "layers", "projectors", "residual") if case.get(key)}
    if "objective" in case:
        given |= {"lambda": case["weight"], "objective": case["objective"]}
    given |= {"lr": RATE, "projectorLr": PROJECTOR_RATE, "steps": STEPS}
    write_json(folder / "case.json", given)
    samples, trace, gradients = stepped(run, pictures)
    batch = {key: trace[0][key] for key in ("lm", "vra", "total")}
    write_json(folder / "expected.json", {"samples": samples, "batch": batch, "trace": trace})
    save_file(gradients, folder / "gradients.safetensors")
    exact = training(case).double()
    check_case(name, (samples, trace, gradients), stepped(exact, pictures), exact, SAMPLES, pictures)


def main():
    prepare()
    check_losses()
    chosen = sys.argv[1:]
    if chosen:
        pictures = {name: read_picture(HOME / "pictures" / name) for name in PICTURES}
        for name in chosen:
            write_case(name, CASES[name], pictures)
        return
    shutil.rmtree(HOME, ignore_errors=True)
    write_data()
    pictures = {name: read_picture(HOME / "pictures" / name) for name in PICTURES}
    for model in (VICUNA, QWEN, ORIGINAL):
        write_inputs(model, pictures)
    for name, case in CASES.items():
        write_case(name, case, pictures)


if __name__ == "__main__":
    main()
