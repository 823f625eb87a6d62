"""The peer of bench/: makes a LLaVA checkpoint of random weights, and generates from it with transformers.

    python tools/golden/peer.py make DIR large|tiny
    python tools/golden/peer.py time DIR THREADS

`time` prints one JSON object, the same figures as bench/GenerateBench.java.
"""

import json
import sys
import time

import torch
from transformers import CLIPVisionConfig, LlamaConfig, LlavaConfig, LlavaForConditionalGeneration

NEW, WARMING = 64, 3
SIZES = {
    "large": dict(width=768, layers=12, heads=12, inner=2048, vision=256, vision_layers=4, side=112),
    "tiny": dict(width=64, layers=2, heads=4, inner=128, vision=32, vision_layers=3, side=56),
}


def make(directory, name):
    size = SIZES[name]
    torch.manual_seed(0)
    vision = CLIPVisionConfig(
        hidden_size=size["vision"], intermediate_size=4 * size["vision"], num_attention_heads=4,
        num_hidden_layers=size["vision_layers"], image_size=size["side"], patch_size=14,
    )
    text = LlamaConfig(
        vocab_size=8192, hidden_size=size["width"], intermediate_size=size["inner"],
        num_hidden_layers=size["layers"], num_attention_heads=size["heads"], max_position_embeddings=1024,
    )
    config = LlavaConfig(
        vision_config=vision, text_config=text, image_token_index=8191, image_seq_length=(size["side"] // 14) ** 2,
        vision_feature_layer=-2, vision_feature_select_strategy="default",
    )
    model = LlavaForConditionalGeneration(config).eval()
    model.save_pretrained(directory)
    print(sum(p.numel() for p in model.parameters()), "parameters")


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
        longest = max(map(len, rows))
        ids = torch.tensor([[0] * (longest - len(row)) + row for row in rows])
        mask = torch.tensor([[0] * (longest - len(row)) + [1] * len(row) for row in rows])
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
            assert out.shape[1] == longest + NEW
            rounds.append(seconds)
            best = max(best, prompts * NEW / seconds)
        return best

    one, sixteen = speed(1), speed(16)
    print(json.dumps({
        "load_ms": round(load), "loaded_mib": loaded, "one": round(one, 1), "sixteen": round(sixteen, 1),
        "peak_mib": memory("VmHWM"),
    }))


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], sys.argv[3])
    else:
        timed(sys.argv[2], int(sys.argv[3]))
