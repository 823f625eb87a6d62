"""The peer of bench/: makes a LLaVA checkpoint of random weights, and generates from it with transformers.

    python tools/golden/peer.py make DIR large|tiny|shared
    python tools/golden/peer.py halve DIR OUT
    python tools/golden/peer.py time DIR THREADS
    python tools/golden/peer.py read DIR THREADS TOKENS PROMPTS

`time` prints one JSON object, the same figures as bench/GenerateBench.java; `read` those of bench/PromptBench.java.
"""

import json
import sys
import time

import torch
from transformers import CLIPVisionConfig, LlamaConfig, LlavaConfig, LlavaForConditionalGeneration

NEW, FOLLOWING, WARMING = 64, 8, 3
SIZES = {
    "large": dict(width=768, layers=12, heads=12, inner=2048, vision=256, vision_layers=4, side=112),
    "tiny": dict(width=64, layers=2, heads=4, inner=128, vision=32, vision_layers=3, side=56),
    "shared": dict(width=576, layers=30, heads=9, inner=1536, vision=128, vision_layers=4, side=112,
                   shared=3, vocabulary=49216, context=8192),
}


def make(directory, name):
    size = SIZES[name]
    torch.manual_seed(0)
    vision = CLIPVisionConfig(
        hidden_size=size["vision"], intermediate_size=4 * size["vision"], num_attention_heads=4,
        num_hidden_layers=size["vision_layers"], image_size=size["side"], patch_size=14,
    )
    text = LlamaConfig(
        vocab_size=size.get("vocabulary", 8192), hidden_size=size["width"], intermediate_size=size["inner"],
        num_hidden_layers=size["layers"], num_attention_heads=size["heads"],
        num_key_value_heads=size.get("shared", size["heads"]), max_position_embeddings=size.get("context", 1024),
    )
    config = LlavaConfig(
        vision_config=vision, text_config=text, image_token_index=text.vocab_size - 1, image_seq_length=(size["side"] // 14) ** 2,
        vision_feature_layer=-2, vision_feature_select_strategy="default",
    )
    model = LlavaForConditionalGeneration(config).eval()
    model.save_pretrained(directory)
    print(sum(p.numel() for p in model.parameters()), "parameters")


def halve(directory, out):
    """The same model with its weights in F16, as most are published."""
    LlavaForConditionalGeneration.from_pretrained(directory, dtype=torch.float16).save_pretrained(out)


def memory(key):
    for line in open("/proc/self/status"):
        if line.startswith(key + ":"):
            return int(line.split()[1]) // 1024


def timed(directory, threads):
    torch.set_num_threads(threads)
    began = time.perf_counter()
    model = LlavaForConditionalGeneration.from_pretrained(directory, dtype=torch.float32).eval()
    load, loaded = (time.perf_counter() - began) * 1000, memory("VmRSS")
    config = model.config
    visual = (config.vision_config.image_size // config.vision_config.patch_size) ** 2

    def speed(prompts):
        rows = [[1] + [8191] * visual + [10 + (7 * t + i) % 200 for t in range(24 + i)] for i in range(prompts)]
        ids, mask = padded(rows)
        side = config.vision_config.image_size
        pixels = torch.full((prompts, 3, side, side), 0.1)
        best, rounds = 0, []
        while len(rounds) < 2 or sum(rounds) < WARMING:
            began = time.perf_counter()
            with torch.inference_mode():
                out = model.generate(
                    input_ids=ids, attention_mask=mask, pixel_values=pixels, do_sample=False,
                    max_new_tokens=NEW, min_new_tokens=NEW, pad_token_id=0,
                )
            seconds = time.perf_counter() - began
            assert out.shape[1] == ids.shape[1] + NEW
            rounds.append(seconds)
            best = max(best, prompts * NEW / seconds)
        return best

    one, sixteen = speed(1), speed(16)
    print(json.dumps({
        "load_ms": round(load), "loaded_mib": loaded, "one": round(one, 1), "sixteen": round(sixteen, 1),
        "peak_mib": memory("VmHWM"),
    }))


def padded(rows):
    longest = max(map(len, rows))
    ids = torch.tensor([[0] * (longest - len(row)) + row for row in rows])
    mask = torch.tensor([[0] * (longest - len(row)) + [1] * len(row) for row in rows])
    return ids, mask


def read(directory, threads, tokens, prompts):
    torch.set_num_threads(threads)
    model = LlavaForConditionalGeneration.from_pretrained(directory, dtype=torch.float32).eval()
    model.generation_config.eos_token_id = None
    rows = [[10 + (7 * t + i) % 200 for t in range(tokens + i)] for i in range(prompts)]

    def answered(rows, most):
        ids, mask = padded(rows)
        with torch.inference_mode():
            out = model.generate(
                input_ids=ids, attention_mask=mask, do_sample=False, max_new_tokens=most,
                pad_token_id=0,
            )
        return out[0, ids.shape[1]:].tolist()

    spent, processor = [], []
    while len(spent) < 2 or sum(spent) < WARMING:
        began, before = time.perf_counter(), time.process_time()
        answered(rows, 1)
        processor.append(time.process_time() - before)
        spent.append(time.perf_counter() - began)
    print(json.dumps({
        "tokens": tokens, "prompts": prompts, "ms": round(1000 * min(spent), 1),
        "cpu_ms": round(1000 * min(processor), 1),
        "ids": answered(rows[:1], FOLLOWING), "peak_mib": memory("VmHWM"),
    }))


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], sys.argv[3])
    elif sys.argv[1] == "halve":
        halve(sys.argv[2], sys.argv[3])
    elif sys.argv[1] == "read":
        read(sys.argv[2], *map(int, sys.argv[3:6]))
    else:
        timed(sys.argv[2], int(sys.argv[3]))
