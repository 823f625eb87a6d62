"""How far torch itself is from the golden losses of training.py when it computes in bfloat16.

    python tools/golden/training_half.py

As the product does: frozen weights in bfloat16, what is trained in F32 and rounded for each product (autocast). Prints
for each case the largest difference of a sample's losses from those in F32, relative where they are above 1, and the
least cosine of a tensor's gradient with that in F32. The bounds of `loss --weights bf16` in the tests of cli are wider
than these figures, which are those of another program with the same bits to spare.
"""

import json

import torch
from safetensors.torch import load_file
from torch.nn.functional import cosine_similarity

from common import prepare
from training import CASES, HOME, PICTURES, SAMPLES, stepped, training
from training_reference import read_picture


def halved(run):
    """Frozen parameters in bfloat16; targets are rounded to it, as the teacher that gives them would be."""
    for value in run.student.llava.parameters():
        if not value.requires_grad:
            value.data = value.data.bfloat16()
    picture, target = run.student.picture, run.target
    run.student.picture = lambda rgb: picture(rgb).bfloat16()
    run.target = lambda rgb: target(rgb).bfloat16().float()
    return run


def apart(name, samples, gradients):
    expected = json.loads((HOME / name / "expected.json").read_text())["samples"]
    losses = max(
        abs(a[key] - b[key]) / max(1, abs(b[key]))
        for a, b in zip(samples, expected) for key in ("lm", "vra", "total") if b[key] is not None
    )
    theirs = load_file(HOME / name / "gradients.safetensors")
    return losses, min(
        (cosine_similarity(gradients[key].flatten(), value.flatten(), 0).item(), key)
        for key, value in theirs.items()
    )


def main():
    prepare()
    pictures = {name: read_picture(HOME / "pictures" / name) for name in PICTURES}
    for name, case in CASES.items():
        with torch.autocast("cpu", dtype=torch.bfloat16):
            samples, _, gradients = stepped(halved(training(case)), pictures, steps=1)
        losses, (cosine, tensor) = apart(name, samples, gradients)
        print(f"{name:<26} losses {losses:.1e}  cosine {cosine:.4f}  {tensor}")


if __name__ == "__main__":
    main()
