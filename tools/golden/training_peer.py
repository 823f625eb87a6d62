"""The peer of bench/training and bench/cuda: trains a LLaVA checkpoint of peer.py with transformers and PEFT.

    python tools/golden/training_peer.py adapter DIR ADAPTER
    python tools/golden/training_peer.py time DIR ADAPTER|full THREADS STEPS eager|compiled DEVICE f32|bf16

`adapter` writes a fresh LoRA of rank 16 for the decoder's seven linears. `time` prints one JSON object, the same
figures as bench/TrainingBench.java: both train P_φ, and the adapter or the whole decoder, on the same samples. In bf16
frozen weights are bfloat16, what is trained is F32, and autocast rounds it for each product.
"""

import json
import statistics
import sys
import time

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import LlavaForConditionalGeneration

from peer import memory

SAMPLES, PROMPT, ANSWER, WARMING = 8, 24, 8, 5
LINEARS = r".*language_model.*\.(q_proj|k_proj|v_proj|o_proj|gate_proj|up_proj|down_proj)"
MEAN, DEVIATION = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)


def opened(directory, dtype=torch.float32):
    return LlavaForConditionalGeneration.from_pretrained(directory, dtype=dtype)


def adapter(directory, out):
    torch.manual_seed(0)
    lora = LoraConfig(r=16, lora_alpha=32, lora_dropout=0.0, target_modules=LINEARS, task_type="CAUSAL_LM")
    get_peft_model(opened(directory), lora).save_pretrained(out)


def student(directory, adapted, device, dtype):
    """The model, of which nothing but the trained parts takes a gradient."""
    llava = opened(directory, dtype).train()
    llava.requires_grad_(False)
    model = llava
    if adapted == "full":
        llava.model.language_model.float().requires_grad_(True)
        llava.lm_head.float().requires_grad_(True)
    else:
        model = PeftModel.from_pretrained(llava, adapted, is_trainable=True)
    llava.model.multi_modal_projector.float().requires_grad_(True)
    return llava.config, model.to(device)


def batch(config, device):
    """A grey picture, a prompt of 24 to 31 tokens and an answer of 8 in each sample."""
    side = config.vision_config.image_size
    visual = (side // config.vision_config.patch_size) ** 2
    longest = 1 + visual + PROMPT + SAMPLES - 1 + ANSWER
    ids, labels = torch.zeros(SAMPLES, longest, dtype=torch.long), torch.full((SAMPLES, longest), -100)
    mask = torch.zeros(SAMPLES, longest, dtype=torch.long)
    for i in range(SAMPLES):
        said = PROMPT + i + ANSWER
        row = [1] + [config.image_token_id] * visual + [10 + (7 * t + i) % 200 for t in range(said)]
        ids[i, : len(row)] = torch.tensor(row)
        labels[i, len(row) - ANSWER : len(row)] = ids[i, len(row) - ANSWER : len(row)]
        mask[i, : len(row)] = 1
    grey = ((128 / 255 - torch.tensor(MEAN)) / torch.tensor(DEVIATION))[None, :, None, None]
    pixels = grey.expand(SAMPLES, 3, side, side).contiguous()
    given = dict(input_ids=ids, labels=labels, attention_mask=mask, pixel_values=pixels)
    return {name: value.to(device) for name, value in given.items()}


def timed(directory, adapted, threads, steps, way, device, kind):
    torch.set_num_threads(threads)
    half = kind == "bf16"
    config, model = student(directory, adapted, device, torch.bfloat16 if half else torch.float32)
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    rule = torch.optim.AdamW(trained, lr=5e-4, betas=(0.9, 0.98), eps=1e-8, weight_decay=0.0, fused=True)
    forward = torch.compile(model) if way == "compiled" else model
    samples = batch(config, device)
    rounding = torch.autocast(torch.device(device).type, dtype=torch.bfloat16, enabled=half)

    def step():
        with rounding:
            loss = forward(**samples).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        rule.step()
        rule.zero_grad(set_to_none=True)
        return loss.item()

    losses, spent, before = [], [], 0.0
    for i in range(WARMING + steps):
        if i == WARMING:
            before = time.process_time()
        began = time.perf_counter()
        losses.append(step())
        spent.append(time.perf_counter() - began)
    processor = (time.process_time() - before) / steps
    median = statistics.median(spent[WARMING:])
    print(json.dumps({
        "trained": sum(parameter.numel() for parameter in trained),
        "step_ms": round(1000 * median, 1), "cpu_ms": round(1000 * processor, 1),
        "tokens_s": round(samples["attention_mask"].sum().item() / median, 1),
        "first_loss": round(losses[0], 4), "last_loss": round(losses[-1], 4), "peak_mib": memory("VmHWM"),
    }))


if __name__ == "__main__":
    if sys.argv[1] == "adapter":
        adapter(sys.argv[2], sys.argv[3])
    else:
        timed(*sys.argv[2:4], int(sys.argv[4]), int(sys.argv[5]), *sys.argv[6:9])
