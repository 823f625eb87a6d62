"""Makes the golden of sampling: scores as transformers' logits processors leave them.

    pip install -r tools/golden/requirements.txt
    python tools/golden/sampling.py models/src/test/resources/io/viralstream/models/golden

Scores that fall out are null.
"""

import json
import math
import pathlib
import sys

import torch
from transformers import GenerationConfig, LlamaConfig, LlamaForCausalLM

VOCABULARY = 40
CASES = [
    {},
    {"repetition_penalty": 1.3},
    {"do_sample": True, "temperature": 0.7},
    {"do_sample": True, "top_k": 5},
    {"do_sample": True, "top_p": 0.8},
    {"do_sample": True, "top_p": 0.05},
    {"do_sample": True, "temperature": 1.7, "top_k": 12, "top_p": 0.9},
    {"do_sample": True, "temperature": 0.3, "top_k": 30, "top_p": 0.6, "repetition_penalty": 1.8},
    {"do_sample": True, "top_k": 100, "top_p": 0.99, "repetition_penalty": 0.7},
]


def processors(case):
    """The list that `generate` itself would make."""
    model = LlamaForCausalLM(LlamaConfig(
        vocab_size=VOCABULARY, hidden_size=8, intermediate_size=8, num_hidden_layers=1,
        num_attention_heads=1))
    config = GenerationConfig(**({"do_sample": False, "top_k": 0, "top_p": 1.0} | case))
    config, _ = model._prepare_generation_config(config)
    return model._get_logits_processor(generation_config=config, input_ids_seq_length=6)


def main(folder):
    torch.manual_seed(3)
    cases = []
    for case in CASES:
        for _ in range(3):
            ids = torch.randint(VOCABULARY, (1, 6))
            scores = torch.randn(1, VOCABULARY) * 3
            done = processors(case)(ids, scores.clone())[0].tolist()
            cases.append({
                "temperature": case.get("temperature", 1.0) if case.get("do_sample") else 0.0,
                "topK": case.get("top_k", 0), "topP": case.get("top_p", 1.0),
                "repetitionPenalty": case.get("repetition_penalty", 1.0),
                "ids": ids[0].tolist(), "scores": scores[0].tolist(),
                "processed": [None if math.isinf(x) else x for x in done]})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "reference.json").write_text(json.dumps(cases) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]) / "sampling")
