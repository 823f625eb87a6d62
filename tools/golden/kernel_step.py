"""Training steps of one decoder block, made of the product's kernels alone, as the Java classes put them together.

A comment names the class that a part follows. In bfloat16 the blocks compute; weights, loss and AdamW stay F32, as an
update is smaller than bfloat16's steps between weights.
"""

import torch

from kernel_cases import BF16, F32, F64, Bound, Draw, Run

VOCABULARY, WIDTH, HEADS, SHARED, HEAD, INNER = 300, 96, 6, 2, 16, 160
ROWS, LENGTH, STEPS = 2, 49, 3
EPSILON, THETA = 1e-5, 1e4
RATE, RULE, MOST = 5e-4, (0.9, 0.98, 0.0, 1e-8), 1.0  # docs/method.md §5

NUMBERS = {torch.float64: F64, torch.float32: F32, torch.bfloat16: BF16}

LOSSES = Bound(1e-5, 2e-2)
GRADIENTS = Bound(1e-4, 5e-2)
# Relative to the L2 norm: where a gradient is nearly 0, another rounding turns AdamW's first step around.
UPDATES = Bound(1e-2, 2e-1)


def weights():
    d = Draw("step")
    return {
        "embed": d.normal(VOCABULARY, WIDTH, scale=0.5), "norm1": d.positive(WIDTH),
        "q": d.weight(WIDTH, WIDTH), "k": d.weight(SHARED * HEAD, WIDTH), "v": d.weight(SHARED * HEAD, WIDTH),
        "q_bias": d.normal(WIDTH, scale=0.1), "k_bias": d.normal(SHARED * HEAD, scale=0.1),
        "v_bias": d.normal(SHARED * HEAD, scale=0.1), "o": d.weight(WIDTH, WIDTH), "norm2": d.positive(WIDTH),
        "gate": d.weight(INNER, WIDTH), "up": d.weight(INNER, WIDTH), "down": d.weight(WIDTH, INNER),
        "norm": d.positive(WIDTH), "head": d.weight(VOCABULARY, WIDTH),
    }


class Block:
    def __init__(self, kernels, masters, run):
        self.kernels, self.device = kernels, run.device
        self.w = {name: kernels.to_kind(master, NUMBERS[run.kind]) for name, master in masters.items()}
        self.summed = NUMBERS[masters["head"].dtype]

    def turns(self):
        """RotaryAngles: cosines and sines `[B, 1, T, d]`, F32 whatever the weights are."""
        ks = self.kernels
        exponents = torch.arange(0, HEAD, 2, device=self.device).float() / HEAD
        frequencies = 1 / ks.power_of(exponents, THETA)
        positions = torch.arange(LENGTH, device=self.device).repeat(ROWS, 1)
        angles = ks.mul(ks.reshape(ks.to_kind(positions, F32), [ROWS, 1, LENGTH, 1]), frequencies)
        return [ks.concat([part, part], -1) for part in (ks.cos(angles), ks.sin(angles))]

    def split(self, x, heads):
        """Heads: `[B, T, H·d]` to `[B, H, T, d]`."""
        return self.kernels.transpose(self.kernels.reshape(x, [ROWS, LENGTH, heads, HEAD]), 1, 2)

    def attention(self, x):
        """DecoderAttention, causal."""
        ks, w = self.kernels, self.w
        turns = self.turns()
        q = ks.rope(self.split(ks.linear_bias(x, w["q"], w["q_bias"]), HEADS), *turns)
        k = ks.rope(self.split(ks.linear_bias(x, w["k"], w["k_bias"]), SHARED), *turns)
        v = self.split(ks.linear_bias(x, w["v"], w["v_bias"]), SHARED)
        joined = ks.transpose(ks.attention_causal(q, k, v), 1, 2)
        return ks.linear(ks.reshape(joined, [ROWS, LENGTH, HEADS * HEAD]), w["o"])

    def fed(self, x):
        """GatedFeedForward."""
        ks, w = self.kernels, self.w
        return ks.linear(ks.silu_mul(ks.linear(x, w["gate"]), ks.linear(x, w["up"])), w["down"])

    def loss(self, ids, predictors, targets):
        """DecoderBlock between embedding and head; LossPass on the answers' rows."""
        ks, w = self.kernels, self.w
        x = ks.embedding(w["embed"], ids)
        h = ks.add(x, self.attention(ks.rms_norm(x, w["norm1"], EPSILON)))
        y = ks.add(h, self.fed(ks.rms_norm(h, w["norm2"], EPSILON)))
        rows = ks.index_select(ks.reshape(y, [-1, WIDTH]), 0, predictors)
        logits = ks.linear(ks.rms_norm(rows, w["norm"], EPSILON), w["head"])
        return ks.mean(ks.cross_entropy(ks.to_kind(logits, self.summed), targets))


def trained(kernels, run):
    """Losses, norms of gradients, the first step's gradients and what all steps added to the weights."""
    d = Draw("batch")
    ids, targets = d.ids(VOCABULARY, ROWS, LENGTH).to(run.device), d.ids(VOCABULARY, 40).to(run.device)
    predictors = d.order(ROWS * LENGTH)[:40].to(run.device)
    wide = Run(run.device, torch.float32, run.rounded) if run.kind == torch.bfloat16 else run
    masters = {name: wide.placed(value, learns=True) for name, value in weights().items()}
    xs, before = list(masters.values()), [master.detach().clone() for master in masters.values()]
    means, squares = ([kernels.zeros_like(x.detach()) for x in xs] for _ in range(2))
    counts = [torch.zeros((), device=run.device) for _ in xs]
    losses, norms, first = [], [], []
    for _ in range(STEPS):
        loss = Block(kernels, masters, run).loss(ids, predictors, targets)
        gradients = kernels.gradients(loss, xs)
        first = first or [gradient.clone() for gradient in gradients]
        with torch.no_grad():
            norms.append(kernels.clip(gradients, MOST))
            kernels.adamw(xs, gradients, means, squares, counts, RATE, *RULE)
        losses.append(loss)
    added = [x.detach() - start for x, start in zip(xs, before)]
    return losses, norms, first, added


def compared_steps(kernels, run, reference):
    """Triples of what, its relative difference, and the bound."""
    ours, expected = (tuple(map(flat, trained(kernels, each))) for each in (run, reference))
    return [
        ("losses", furthest(ours[0], expected[0]), LOSSES),
        ("norms", furthest(ours[1], expected[1]), GRADIENTS),
        ("gradients", distance(ours[2], expected[2]), GRADIENTS),
        ("updates", distance(ours[3], expected[3]), UPDATES),
    ]


def flat(tensors):
    return torch.cat([tensor.detach().cpu().double().flatten() for tensor in tensors])


def furthest(a, b):
    return ((a - b) / b).abs().max().nan_to_num(nan=torch.inf).item()


def distance(a, b):
    return ((a - b).norm() / b.norm()).nan_to_num(nan=torch.inf).item()
