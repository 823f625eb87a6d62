"""Makes tiny checkpoints of the language families and what transformers computes with them.

    pip install -r tools/golden/requirements.txt
    python tools/golden/language.py

Each directory gets `reference.safetensors`: hidden.<l> of every block before the final norm (l = 0
is the input), logits at the last prompt position; and `reference.json`: prompts and greedy ids,
each prompt alone and all in one batch padded at the left.
"""

import torch
from transformers import LlamaConfig, LlamaForCausalLM, Qwen2Config, Qwen2ForCausalLM

from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding

from common import demand_clear_choices, edit_config, fresh, prepare, randomize, write_reference

PROMPT = [1, 17, 42, 5, 61, 33, 17, 8, 90, 2, 55, 71]
SHORT = [1, 64, 7, 29]
NEW_TOKENS = 12
SHAPE = dict(
    vocab_size=96,
    hidden_size=32,
    intermediate_size=44,
    num_hidden_layers=2,
    num_attention_heads=4,
    max_position_embeddings=64,
    rms_norm_eps=1e-5,
    eos_token_id=3,
    bos_token_id=1,
    attn_implementation="eager",
)
LLAMA3 = dict(
    rope_type="llama3",
    factor=8.0,
    low_freq_factor=1.0,
    high_freq_factor=4.0,
    original_max_position_embeddings=40,
    rope_theta=500.0,
)


def hidden_states(model, ids, mask=None):
    """The input of the first block and the output of every block, before the final norm."""
    states = []
    layers = model.model.layers
    hooks = [layers[0].register_forward_pre_hook(lambda m, a: states.append(a[0]))]
    hooks += [
        layer.register_forward_hook(lambda m, a, out: states.append(out if torch.is_tensor(out) else out[0]))
        for layer in layers
    ]
    with torch.no_grad():
        logits = model(input_ids=ids, attention_mask=mask).logits
    for hook in hooks:
        hook.remove()
    return states, logits


def greedy(model, prompts):
    """Ids said to each prompt of one batch, with the end token; padded at the left."""
    longest = max(map(len, prompts))
    ids = torch.tensor([[0] * (longest - len(p)) + p for p in prompts])
    mask = torch.tensor([[0] * (longest - len(p)) + [1] * len(p) for p in prompts])
    said = model.generate(
        input_ids=ids,
        attention_mask=mask,
        do_sample=False,
        max_new_tokens=NEW_TOKENS,
        pad_token_id=0,
        return_dict_in_generate=True,
        output_logits=True,
    )
    answers = []
    for row in said.sequences[:, longest:].tolist():
        ends = model.generation_config.eos_token_id
        ends = ends if isinstance(ends, list) else [ends]
        cut = next((i + 1 for i, token in enumerate(row) if token in ends), len(row))
        answers.append(row[:cut])
    for step, logits in enumerate(said.logits):
        for row, answer in enumerate(answers):
            if step < len(answer):
                demand_clear_choices(logits[row])
    return answers


def reference(folder, model):
    states, logits = hidden_states(model, torch.tensor([PROMPT]))
    tensors = {f"hidden.{i}": state[0] for i, state in enumerate(states)}
    tensors["logits"] = logits[0, -1]
    longest = len(PROMPT)
    for side in ("left", "right"):
        rows, masks = [], []
        for prompt in (PROMPT, SHORT):
            padding = [0] * (longest - len(prompt))
            rows.append(padding + prompt if side == "left" else prompt + padding)
            real = [1] * len(prompt)
            masks.append(padding + real if side == "left" else real + padding)
        places = torch.tensor(masks).cumsum(-1).sub(1).clamp(min=0)
        with torch.no_grad():
            padded = model(
                input_ids=torch.tensor(rows),
                attention_mask=torch.tensor(masks),
                position_ids=places,
            ).logits
        end = -1 if side == "left" else len(SHORT) - 1
        tensors[f"logits.short.{side}"] = padded[1, end]
    alone = [greedy(model, [PROMPT])[0], greedy(model, [SHORT])[0]]
    batch = greedy(model, [PROMPT, SHORT])
    words = {"prompts": [PROMPT, SHORT], "alone": alone, "batch": batch, "newTokens": NEW_TOKENS}
    write_reference(folder, tensors, words)


def make(name, model, seed, dtype=torch.float32, shard="5GB", change=None):
    folder = fresh(name)
    randomize(model, seed).to(dtype).save_pretrained(folder, max_shard_size=shard)
    edit_config(folder, change or (lambda config: None))
    model = type(model).from_pretrained(folder, dtype=torch.float32, attn_implementation="eager")
    reference(folder, model.eval())


def llama(**changes):
    return LlamaForCausalLM(LlamaConfig(**{**SHAPE, **changes}))


def qwen2(**changes):
    return Qwen2ForCausalLM(Qwen2Config(**{**SHAPE, "num_key_value_heads": 2, **changes}))


def older(config):
    """As written before transformers 4.40: torch_dtype, rope_theta and rope_scaling with type."""
    config["torch_dtype"] = config.pop("dtype")
    rope = config.pop("rope_parameters")
    config["rope_theta"] = rope.pop("rope_theta")
    kind = rope.pop("rope_type")
    config["rope_scaling"] = None if kind == "default" else {"type": kind, **rope}
    config["pretraining_tp"] = 1


def leaner(config):
    """As some writers do: what equals the class's default is left out, also nulls."""
    for key in ("hidden_act", "rope_parameters", "attention_bias", "mlp_bias", "head_dim"):
        config.pop(key)
    for key in ("tie_word_embeddings", "num_key_value_heads", "dtype"):
        config.pop(key, None)


def middle(config):
    """As of transformers 4.45: rope_scaling with rope_type beside rope_theta."""
    rope = config.pop("rope_parameters")
    config["rope_theta"] = rope.pop("rope_theta")
    config["rope_scaling"] = rope


def rotary():
    """Cosines and sines of heads of width 32 at positions far out, where F32 rounds the angles."""
    far = [0, 1, 7, 576, 4_095, 32_767, 131_071]
    kinds = {
        "none": dict(rope_type="default", rope_theta=1e6),
        "linear": dict(rope_type="linear", factor=3.0, rope_theta=1e4),
        "llama3": {**LLAMA3, "rope_theta": 5e5, "original_max_position_embeddings": 8192},
    }
    tensors = {"positions": torch.tensor([far])}
    for kind, parameters in kinds.items():
        config = LlamaConfig(**{**SHAPE, "hidden_size": 128, "rope_parameters": parameters})
        cos, sin = LlamaRotaryEmbedding(config)(torch.zeros(1), tensors["positions"])
        tensors |= {f"{kind}.cos": cos[0], f"{kind}.sin": sin[0]}
    write_reference(fresh("rotary"), tensors)


def main():
    prepare()
    rotary()
    make("llama-mha", llama(num_hidden_layers=3), 1, change=leaner)
    make("llama-gqa", llama(num_key_value_heads=2, head_dim=12), 2)
    make(
        "llama-linear",
        llama(rope_parameters=dict(rope_type="linear", factor=4.0, rope_theta=10000.0)),
        3,
        change=older,
    )
    make("llama-llama3", llama(num_key_value_heads=2, rope_parameters=LLAMA3), 14, change=middle)
    make("llama-tied", llama(tie_word_embeddings=True), 6)
    make("llama-bias", llama(attention_bias=True, eos_token_id=[3, 11, 40]), 7)
    make("llama-f16", llama(), 8, dtype=torch.float16, change=older)
    make("llama-bf16", llama(), 9, dtype=torch.bfloat16)
    make("llama-sharded", llama(), 10, shard="30KB")
    make("qwen2", qwen2(rms_norm_eps=1e-6), 11, change=older)
    make("qwen2-tied", qwen2(tie_word_embeddings=True, rope_parameters=dict(rope_type="default", rope_theta=1e6)), 12)


if __name__ == "__main__":
    main()
