"""Holds the product's kernels on a graphics card against the CPU: it proves the kernels, not that Java loads them.

    tools/golden/kernel_archive ARCHIVE
    python tools/golden/cuda_kernels.py ARCHIVE [--device cuda|cuda:N|cpu]

Every function in the archive needs a case in kernel_cases.py. F32, without TF32, is held against F32 on the CPU, and
bfloat16 against F32 on the CPU from the same numbers: results, what a call writes into its arguments, gradients. Then
kernel_step.py trains a decoder block on both. Prints one line per kernel and type, with the largest difference relative
to the largest element; ends with 1 where a bound is exceeded, a call fails or a kernel has no case.

`--device cpu` rehearses this where there is no card: F32 is then held against F64, all on the CPU.
"""

import argparse
import re
import sys

import torch

from kernel_cases import Draw, Run, cases_of
from kernel_step import compared_steps

NEVER = float("inf")


def tensors_in(value):
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, (list, tuple)):
        return [tensor for each in value for tensor in tensors_in(each)]
    return []


def called(kernels, name, case, run):
    """What the call gives and leaves, and the gradients of everything that learns."""
    placed = [run.placed(each, case.learns) for each in case.arguments]
    arguments = case.prepared(placed)
    with torch.set_grad_enabled(case.learns):
        results = tensors_in(getattr(kernels, name)(*arguments))
    home = "cpu" if case.on_host else run.device.type
    strays = [str(result.device) for result in results if result.device.type != home]
    if strays:
        raise RuntimeError(f"result on {strays}, expected on {home}")
    gradients = []
    if case.learns:
        random = Draw(f"{name} weights")
        weights = [random.normal(*result.shape).bfloat16().to(result) for result in results]
        learning = [tensor for tensor in tensors_in(arguments) if tensor.requires_grad]
        gradients = torch.autograd.grad(results, learning, weights)
    return [case.seen(result) for result in results] + tensors_in(arguments), list(gradients)


def apart(ours, expected, alike):
    """The largest difference relative to the largest element; `alike` where the types must be the same, too."""
    if ours.shape != expected.shape or (alike and ours.dtype != expected.dtype):
        return NEVER
    a, b = ours.detach().cpu().double(), expected.detach().cpu().double()
    if a.numel() == 0:
        return 0.0
    difference = torch.where(a == b, 0.0, (a - b).abs()).max()
    largest = b[b.isfinite()].abs()
    scale = largest.max() if largest.numel() and largest.max() > 0 else 1.0
    return (difference / scale).nan_to_num(nan=NEVER, posinf=NEVER).item()


def line_of(failure):
    """The line of a libtorch message that says what happened: the last one behind a trace, else the first one."""
    lines = str(failure).strip().splitlines() or [repr(failure)]
    return lines[-1] if any(line.startswith("Traceback") for line in lines) else lines[0]


def furthest(ours, expected, alike):
    return max((apart(a, b, alike) for a, b in zip(ours, expected, strict=True)), default=0.0)


class Table:
    """One line for each comparison; remembers whether all held."""

    def __init__(self):
        self.lines, self.failed = 0, 0
        print(f"{'kernel':<27} {'type':<9} {'forward':>9} {'gradient':>9} {'bound':>9}")

    def line(self, name, kind, forward, gradient, bound):
        held = max(forward, gradient or 0.0) <= bound
        backward = "-" if gradient is None else f"{gradient:.1e}"
        self.end(f"{name:<27} {kind:<9} {forward:>9.1e} {backward:>9} {bound:>9.0e}", held)

    def failure(self, name, why):
        self.end(f"{name:<27} {why}", False)

    @staticmethod
    def left_out(name, why):
        print(f"{name:<27} {why}")

    def end(self, line, held):
        self.lines += 1
        self.failed += not held
        print(line, "ok" if held else "FAILED", flush=True)


def pairs(device):
    """What is compared: the name of the type, the run, the run that it is held against."""
    wide = torch.float64 if device == "cpu" else torch.float32
    return [
        ("float32", Run(device, torch.float32, torch.float32), Run("cpu", wide, torch.float32)),
        ("bfloat16", Run(device, torch.bfloat16, torch.bfloat16), Run("cpu", torch.float32, torch.bfloat16)),
    ]


def compare(kernels, name, device, table):
    cases = cases_of(name)
    if not cases:
        table.failure(name, "has no case in kernel_cases.py")
    for number, case in enumerate(cases, start=1):
        label = name if len(cases) == 1 else f"{name} {number}"
        for kind, run, reference in pairs(device):
            if device == "cpu" and kind in case.on_cards_alone:
                table.left_out(label, f"{kind:<9} not on the CPU")
                continue
            try:
                ours, expected = called(kernels, name, case, run), called(kernels, name, case, reference)
            except RuntimeError as failure:
                table.failure(label, f"{kind:<9} {line_of(failure)}")
                continue
            alike = run.kind == reference.kind
            forward = furthest(ours[0], expected[0], alike)
            gradient = furthest(ours[1], expected[1], alike) if case.learns else None
            table.line(label, kind, forward, gradient, getattr(case.bound, kind))


def compare_steps(kernels, device, table):
    for kind, run, reference in pairs(device):
        try:
            compared = compared_steps(kernels, run, reference)
        except RuntimeError as failure:
            table.failure("decoder block", f"{kind:<9} {line_of(failure)}")
            continue
        for what, difference, bound in compared:
            table.line(f"decoder block: {what}", kind, difference, None, getattr(bound, kind))


def prepare(device):
    """The settings of the product, but for TF32: cuDNN's convolutions may use it there."""
    torch.set_num_threads(1)
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    torch._C._set_graph_executor_optimize(False)  # kernels are interpreted as they stand
    if device == "cpu":
        return f"torch {torch.__version__} on the CPU, a rehearsal"
    if not torch.cuda.is_available():
        raise SystemExit(f"device: {device}, but torch {torch.__version__} sees no card; expected one, or cpu")
    return f"torch {torch.__version__} on {torch.cuda.get_device_name(device)}"


def named(device):
    """As the product names devices: `cuda` is the first card."""
    if not re.fullmatch(r"cpu|cuda(:\d+)?", device):
        raise SystemExit(f"device: {device}, expected cpu, cuda or cuda:N")
    return "cuda:0" if device == "cuda" else device


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("archive")
    parser.add_argument("--device", default="cuda")
    given = parser.parse_args()
    device = named(given.device)
    print(prepare(device))
    kernels = torch.jit.load(given.archive, map_location="cpu")
    table = Table()
    for name in kernels._c._method_names():
        compare(kernels, name, device, table)
    compare_steps(kernels, device, table)
    print(f"{table.lines} comparisons, {table.failed} failed")
    sys.exit(1 if table.failed else 0)


if __name__ == "__main__":
    main()
