"""The cases of cuda_kernels.py: for each kernel, arguments and how near two machines must be.

F64 tensors stand for the type of the run and learn; other tensors go as they are.
"""

import zlib
from dataclasses import dataclass
from typing import Callable

import torch

U8, I64, F32, F64, BOOL, BF16 = 0, 4, 6, 7, 11, 15  # the numbers by which kernels know types
DEVICE = object()  # the name of the run's device


@dataclass(frozen=True)
class Bound:
    """The most that an element may differ, relative to the largest element of its tensor."""

    float32: float
    bfloat16: float


EXACT = Bound(0, 0)  # elements are moved, chosen or rounded: the same bits
POINTWISE = Bound(1e-5, 1e-2)  # some roundings an element; bfloat16 keeps 8 bits, 0.4 %
SUMMED = Bound(1e-4, 3e-2)  # sums in another order; bfloat16 also rounds between the operations of one kernel


@dataclass(frozen=True)
class OnHost:
    """An argument that stays beside the processor."""

    tensor: torch.Tensor


class Run:
    """One place to compute in, and one type; `rounded` is the type whose values all inputs have."""

    def __init__(self, device, kind, rounded):
        self.device, self.kind, self.rounded = torch.device(device), kind, rounded

    def placed(self, value, learns=False):
        """A fresh copy of an argument; F64 tensors take the run's type."""
        if value is DEVICE:
            return str(self.device)
        if isinstance(value, list):
            return [self.placed(each, learns) for each in value]
        if isinstance(value, OnHost):
            return self.typed(value.tensor)
        if not isinstance(value, torch.Tensor):
            return value
        return self.typed(value).to(self.device).requires_grad_(learns and value.dtype == torch.float64)

    def typed(self, tensor):
        if tensor.dtype != torch.float64:
            return tensor.clone()
        return tensor.to(self.rounded).to(self.kind).clone()


@dataclass(frozen=True)
class Case:
    """One call: compared are its results, its arguments behind it, and the gradients of those that learn.

    `prepared` makes the call's arguments from these, on the device; `seen` leaves of a result what can be compared.
    """

    arguments: list
    bound: Bound
    learns: bool = True
    on_host: bool = False
    on_cards_alone: tuple = ()  # types that libtorch's CPU kernel does not take
    prepared: Callable = lambda arguments: arguments
    seen: Callable = lambda result: result


class Draw:
    """Random arguments, the same for each kernel in every run."""

    def __init__(self, what):
        self.random = torch.Generator().manual_seed(zlib.crc32(what.encode()))

    def normal(self, *shape, scale=1.0):
        return torch.randn(shape, generator=self.random).double() * scale

    def positive(self, *shape):
        return (torch.rand(shape, generator=self.random) + 0.5).double()

    def ids(self, most, *shape):
        return torch.randint(most, shape, generator=self.random)

    def order(self, length):
        return torch.randperm(length, generator=self.random)

    def hashes(self, *shape):
        """Odd numbers of 32 bits, of both signs."""
        return torch.randint(-(2**31), 2**31, shape, generator=self.random).int() | 1

    def weight(self, *shape):
        return self.normal(*shape, scale=shape[-1] ** -0.5)

    def turns(self, rows, length, width):
        """Cosines and sines `[B, 1, T, d]`, F32 in every run."""
        angles = torch.rand((rows, 1, length, width // 2), generator=self.random) * 6
        return [torch.cat([part, part], -1) for part in (angles.cos(), angles.sin())]

    def seen(self, *shape):
        """A mask in which every row sees the first slot and about half of the others."""
        mask = torch.rand(shape, generator=self.random) < 0.5
        mask[..., 0] = True
        return mask


def still(arguments, bound=EXACT, **more):
    return Case(arguments, bound, learns=False, **more)


def arithmetic(name, d):
    x, y, row = d.normal(33, 65), d.normal(33, 65), d.normal(65)
    wide = {
        "add": [[x, y], [x, row]], "sub": [[x, y], [x, row]], "mul": [[x, y]],
        "div": [[x, d.positive(33, 65)]], "add_number": [[x, 0.75]], "mul_number": [[x, -1.5]],
        "pow_number": [[d.positive(33, 65), 2.5], [x, 2.0]], "power_of": [[x, 3.0]],
        "cos": [[x]], "sin": [[x]], "abs": [[x]],
        "silu": [[x]], "silu_mul": [[x, y]], "gelu": [[x]], "gelu_tanh": [[x]], "gelu_quick": [[x]],
    }
    cases = [Case(arguments, POINTWISE) for arguments in wide.get(name, [])]
    # A broadcast operand's gradient is a sum.
    return cases + ([Case([x, row], SUMMED)] if name in ("mul", "div") else [])


def products(name, d):
    x, w, b = d.normal(3, 65, 96), d.weight(160, 96), d.normal(160)
    y, down, up = d.normal(3, 65, 160), d.weight(8, 96), d.weight(160, 8)
    others = [d.weight(4, 96).float(), d.weight(160, 4).float()]  # of another module
    adapters = [[others[0], down], [others[1], up], [0.5, 2.0]]
    return {
        "matmul": [Case([d.normal(3, 65, 96), d.weight(96, 40)], SUMMED), Case([x, d.weight(3, 96, 40)], SUMMED)],
        # In F32 where they are trained, and then rounded to the type of x.
        "linear": [Case([x, w], SUMMED), Case([x, w.float()], SUMMED)],
        "linear_bias": [Case([x, w, b], SUMMED), Case([x, w.float(), b.float()], SUMMED)],
        "linear_maybe": [Case([x, w, [d.normal(160).float(), b], 1], SUMMED), Case([x, w, [], 0], SUMMED)],
        "add_low_rank": [Case([y, x, down, up, 2.0], SUMMED), Case([y, x, down.float(), up.float(), 2.0], SUMMED)],
        "low_rank_maybe": [Case([y, x, *adapters, [-1] * 9 + [1] + [-1] * 4, 1, 2], SUMMED)]
        + [still([y, x, *adapters, [-1] * 7, 0, 6])],
    }.get(name, [])


def symmetric(name, d):
    """In F32 in every run: no half precision has these."""
    x = d.normal(24, 40).float()
    a = x @ x.T / 40 + torch.eye(24)
    return {
        # The signs of eigenvectors are free.
        "eigen": [still([a], SUMMED, seen=torch.abs)],
        "solve_positive": [still([a, d.normal(24, 5).float()], SUMMED)],
    }.get(name, [])


def shapes(name, d):
    x, index = d.normal(6, 10, 14), d.order(10)[:7]
    return {
        "reshape": [Case([x, [60, -1]], EXACT)],
        "expand": [Case([d.normal(6, 1, 14), [6, 9, 14]], SUMMED)],
        "transpose": [Case([x, 0, 2], EXACT)],
        "permute": [Case([x, [2, 0, 1]], EXACT)],
        "narrow": [Case([x, 1, 3, 5], EXACT)],
        "select": [Case([x, -1, 4], EXACT)],
        "concat": [Case([[x, d.normal(6, 3, 14)], 1], EXACT)],
        "stack": [Case([[x, d.normal(6, 10, 14)], 1], EXACT)],
        "index_select": [Case([x, 1, index], EXACT), Case([x, 0, d.ids(6, 40)], SUMMED)],
        "index_add": [Case([x, 1, index, d.normal(6, 7, 14)], POINTWISE)],
        "embedding": [Case([d.normal(50, 64), d.ids(50, 4, 33)], SUMMED)],
        "zeroed_below": [Case([x, d.hashes(6, 10, 1), d.hashes(14), -(2**31) + 2**30], EXACT)],
        "repeated_heads": [Case([d.normal(2, 3, 17, 32), 12], SUMMED)],
    }.get(name, [])


def reductions(name, d):
    x, w, b = d.normal(37, 96), 1 + d.normal(96, scale=0.3), d.normal(96)
    ranks = torch.stack([d.order(200) for _ in range(33)]).double()  # no two alike in any type
    return {
        "sum": [Case([d.positive(37, 96)], SUMMED)],
        "mean": [Case([d.positive(37, 96)], SUMMED)],
        "sum_dim": [Case([d.positive(37, 96), 0, False], SUMMED), Case([d.positive(37, 96), -1, True], SUMMED)],
        "mean_dim": [Case([d.positive(37, 96), 0, False], SUMMED), Case([d.positive(37, 96), -1, True], SUMMED)],
        "argmax": [still([ranks, -1])],
        "softmax": [Case([d.normal(37, 1000, scale=3), -1], SUMMED), Case([x, 0], SUMMED)],
        "layer_norm": [Case([x, w, b, 1e-6], SUMMED)],
        "rms_norm": [Case([x, w, 1e-5], SUMMED)],
        "l2_normalize": [Case([x, 1e-12], SUMMED)],
        "cosine": [Case([x, x + d.normal(37, 96), 1e-12], SUMMED)],
    }.get(name, [])


def attending(name, d):
    q, k, v = d.normal(2, 6, 65, 32), d.normal(2, 2, 65, 32), d.normal(2, 2, 65, 32)
    alike = [d.normal(2, 6, 65, 32) for _ in range(3)]
    one, mask = d.normal(5, 6, 1, 32), d.seen(5, 1, 1, 40)
    keys, values, slots = d.normal(5, 2, 40, 32), d.normal(5, 2, 40, 32), d.ids(40, 5)
    own = torch.tril(torch.ones(65, 65, dtype=torch.bool))[None, None] & d.seen(2, 1, 65, 65)
    added = torch.zeros(mask.shape).masked_fill(~mask, float("-inf"))
    return {
        "attention": [Case([q, k, v], SUMMED), Case(alike, SUMMED)],
        "attention_causal": [Case([q, k, v], SUMMED), Case(alike, SUMMED)],
        "attention_masked": [Case([q, k, v, own], SUMMED), Case(alike + [own], SUMMED)],
        "attention_rows": [Case([one, keys, values, added], SUMMED)],
        "attend_rows": [Case([one, keys, values, mask], SUMMED)],
        "added_mask": [still([mask])],
        "put_rows": [still([keys, slots, d.normal(5, 2, 1, 32)])],
        "rope": [Case([q, *d.turns(2, 65, 32)], POINTWISE)],
        "decode_rows": [decoding(d, biased, False) for biased in (True, False)],
        "decode_adapted_rows": [decoding(d, True, True)],
    }.get(name, [])


def decoding(d, biased, adapted):
    """Two blocks of width 96, 6 heads of 16 and 2 for keys; 5 rows of which 30 slots of 40 are looked at.

    Adapted are all linears of the second block, and of the first the query alone.
    """
    blocks, rows, width, keyed, inner = 2, 5, 96, 32, 160
    shapes = [(width,), (width, width), (keyed, width), (keyed, width), (width, width), (width,)]
    shapes += [(inner, width), (inner, width), (width, inner)]
    weights = [d.weight(*shape) if len(shape) > 1 else d.positive(*shape) for shape in shapes * blocks]
    inputs = [d.normal(size) for size in (width, keyed, keyed) * blocks] if biased else []
    outputs = [d.normal(width) for _ in range(blocks)] if biased else []
    memory = [[d.normal(rows, 2, 40, 16) for _ in range(blocks)] for _ in ("keys", "values")]
    slots, mask = d.ids(30, rows), d.seen(rows, 1, 1, 30)
    arguments = [d.normal(rows, 1, width), *d.turns(rows, 1, 16), *memory, slots, 30, mask]
    linears = [shape for shape in shapes if len(shape) > 1]
    linears = [linears[0], *linears] if adapted else []
    adapters = [[d.weight(8, into) for _, into in linears], [d.weight(out, 8) for out, _ in linears]]
    adapters += [[0.5] * len(linears), [0, *[-1] * 6, *range(1, 8)] if adapted else []]
    return still([*arguments, weights, inputs, outputs, *(adapters if adapted else []), 1e-5], SUMMED)


def maps(name, d):
    x = d.normal(2, 5, 12, 15)
    return {
        "resize_bicubic": [Case([x, size], SUMMED, on_cards_alone=("bfloat16",)) for size in ([20, 22], [7, 6])],
        "resize_bilinear": [Case([x, [20, 22], corners], SUMMED) for corners in (True, False)],
        "pad_zeros": [Case([x, [1, 2, 0, 3]], EXACT)],
        "convolve": [Case([x, d.weight(7, 5, 3, 3), [1, 1]], SUMMED)],
    }.get(name, [])


def losses(name, d):
    targets = d.ids(300, 37)
    targets[::5] = -100
    return {
        "cross_entropy": [Case([d.normal(37, 300, scale=3), targets], SUMMED)],
        "binary_cross_entropy": [Case([d.normal(37, scale=3), d.ids(2, 37).double()], SUMMED)],
    }.get(name, [])


def memory(name, d):
    x, y = d.normal(9, 14), d.normal(9, 14)
    kinds = [F32, F64, BF16]
    shape_alone = torch.zeros_like
    return {
        "to_kind": [Case([x, kind], EXACT) for kind in kinds] + [still([d.ids(2, 9, 14), kind]) for kind in (U8, BOOL)],
        "to_device": [still([OnHost(x), DEVICE, kind]) for kind in kinds],
        "to_host": [still([x.T], on_host=True, seen=in_order)],
        "detach": [still([x])],
        "copy": [Case([x], EXACT)],
        "zeros_like": [still([x])],
        "overwrite": [still([x, y]), still([x, OnHost(y)])],
        "empty": [still([[3, 5], DEVICE, kind], seen=shape_alone) for kind in kinds],
        "write_elements": [still([x, 30, OnHost(d.normal(40))])],
        "view_bfloat16": [still([x.float().bfloat16().flatten().view(torch.uint8)])],
    }.get(name, [])


def in_order(result):
    """A result whose elements lie row after row, as Java reads them."""
    if not result.is_contiguous():
        raise RuntimeError(f"strides {result.stride()}, expected row after row of {tuple(result.shape)}")
    return result


def learning(name, d):
    xs, gs = [d.normal(33, 65), d.normal(65)], [d.normal(33, 65), d.normal(65)]
    means, squares = [d.normal(33, 65), d.normal(65)], [d.positive(33, 65), d.positive(65)]
    steps = [torch.tensor(3.0), torch.tensor(0.0)]
    rule = [0.1, 0.9, 0.98, 0.01, 1e-8]  # such a rate that an update shows beside the weight
    return {
        "gradients": [still([d.normal(9, 96), d.weight(40, 96)], SUMMED, prepared=squared)],
        "gradients_through": [still([d.normal(9, 96), d.weight(40, 96), d.normal(9, 40)], SUMMED, prepared=halfway)],
        "accumulate": [still([xs, gs], POINTWISE)],
        "clip": [still([gs, 1.0], SUMMED), still([gs, 1e6], SUMMED)],
        "adamw": [still([xs, gs, means, squares, steps, *rule], POINTWISE)],
    }.get(name, [])


def squared(arguments):
    """A loss of two tensors, and the tensors whose gradients the kernel is asked for."""
    x, w = (tensor.requires_grad_() for tensor in arguments)
    return [(x @ w.T).square().mean(), [x, w]]


def halfway(arguments):
    """Two outputs, one of them a view of an input; a gradient of each; and the tensors that are asked for."""
    x, w, given = arguments
    x, w = x.requires_grad_(), w.requires_grad_()
    return [[torch.nn.functional.silu(x @ w.T), x.view_as(x)], [given, x.detach() * 0.5], [x, w]]


GROUPS = (arithmetic, products, symmetric, shapes, reductions, attending, maps, losses, memory, learning)


def cases_of(kernel):
    """All cases of a kernel, drawn anew; none of a kernel that nobody wrote one for."""
    return [case for group in GROUPS for case in group(kernel, Draw(kernel))]
