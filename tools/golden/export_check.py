"""Compares an exported model with what `viral` computed: transformers and PEFT load it as it lies there.

    python tools/golden/export_check.py --merged DIR | --base DIR --adapter DIR
        --prompt TEXT --features FILE [--prompt TEXT --features FILE …] [--said FILE] [--tolerance X]

FILE of --features is what `viral features --prompt-style vicuna|chatml --prompt TEXT --out FILE` wrote: its
`pixels_u8` are shown, its `logits` and `hidden.L` compared. FILE of --said is the output of `viral generate
--json` for the same prompts and pictures: ids and texts of greedy answers are compared. A prompt stands in
its family's training frame. Prints the largest differences; ends with 1 where they exceed the tolerance, or
where another word was said. An adapter that PEFT does not take whole is an error.
"""

import argparse
import json
import pathlib
import sys

import torch
from peft import PeftModel, get_peft_model_state_dict
from safetensors.torch import load_file

from training_reference import MARKER, Student


def arguments():
    parser = argparse.ArgumentParser()
    model = parser.add_mutually_exclusive_group(required=True)
    model.add_argument("--merged", type=pathlib.Path)
    model.add_argument("--base", type=pathlib.Path)
    parser.add_argument("--adapter", type=pathlib.Path)
    parser.add_argument("--prompt", action="append", required=True)
    parser.add_argument("--features", action="append", required=True, type=pathlib.Path)
    parser.add_argument("--said", type=pathlib.Path)
    parser.add_argument("--tolerance", type=float, default=1e-3)
    given = parser.parse_args()
    if (given.base is None) != (given.adapter is None):
        parser.error("--base and --adapter belong together")
    if len(given.prompt) != len(given.features):
        parser.error(f"--prompt {len(given.prompt)} times, --features {len(given.features)} times: expected pairs")
    return given


def adapt(student, folder):
    """As PEFT reads it, unaided; then every tensor of the file must be in the model, with its bits."""
    student.model = PeftModel.from_pretrained(student.llava, folder).eval()
    taken = get_peft_model_state_dict(student.model, save_embedding_layers=False)
    stored = load_file(folder / "adapter_model.safetensors")
    apart = sorted(taken.keys() ^ stored.keys())
    if apart:
        raise SystemExit(f"adapter: {folder}, PEFT and the file differ in {apart}")
    for key, value in stored.items():
        if not torch.equal(taken[key].float(), value.float()):
            raise SystemExit(f"adapter: {folder}, {key} is not what the file holds")


def asked(student, question):
    """The frame up to where the answer begins."""
    said = [{"from": "human", "value": f"{MARKER}\n{question}"}, {"from": "gpt", "value": "a"}]
    frame = student.frame({"conversations": said}, MARKER * student.grid**2)
    text = "".join(piece for piece, learnt in frame if not learnt)
    return torch.tensor([student.tokenizer.encode(text).ids])


def shown(student, pixels):
    mean, std = (torch.tensor(student.statistics[key]) for key in ("mean", "std"))
    return ((pixels.float() / 255 - mean) / std).permute(2, 0, 1)[None]


def compared(student, ids, stored):
    """The largest difference of each tensor that both sides know."""
    states, blocks = {}, student.blocks
    visual = (ids[0] == student.image).nonzero().flatten()
    hooks = [
        block.register_forward_hook(lambda m, a, out, i=i: states.update({f"hidden.{i}": out[0, visual]}))
        for i, block in enumerate(blocks, start=1)
    ]
    with torch.no_grad():
        out = student.model(input_ids=ids, pixel_values=shown(student, stored["pixels_u8"]))
    for hook in hooks:
        hook.remove()
    states["logits"] = out.logits[0, -1]
    apart = {key: (stored[key] - states[key]).abs().max() for key in sorted(stored.keys() & states.keys())}
    return {key: by.nan_to_num(float("inf")).item() for key, by in apart.items()}


def answer(student, ids, pixels, length):
    with torch.no_grad():
        said = student.model.generate(
            input_ids=ids, attention_mask=torch.ones_like(ids), pixel_values=shown(student, pixels),
            do_sample=False, max_new_tokens=length, pad_token_id=0,
        )
    return said[0, ids.shape[1]:].tolist()


def main():
    given = arguments()
    torch.set_num_threads(1)
    student = Student((given.merged or given.base).resolve())
    if given.adapter:
        adapt(student, given.adapter)
    outputs = json.loads(given.said.read_text())["outputs"] if given.said else []
    if given.said and len(outputs) != len(given.prompt):
        raise SystemExit(f"said: {len(outputs)} answers, expected {len(given.prompt)}")
    worst, same = 0.0, True
    for i, (question, path) in enumerate(zip(given.prompt, given.features)):
        stored, ids = load_file(path), asked(student, question)
        apart = compared(student, ids, stored)
        worst = max(worst, *apart.values())
        print(question, " ".join(f"{key} {by:.2e}" for key, by in apart.items()))
        if outputs:
            tokens = answer(student, ids, stored["pixels_u8"], len(outputs[i]["tokens"]))
            text = student.tokenizer.decode(tokens, skip_special_tokens=True)
            alike = tokens == outputs[i]["tokens"] and text.strip() == outputs[i]["text"].strip()
            same &= alike
            print(f"  {text!r}" + ("" if alike else f" {tokens}, expected {outputs[i]}"))
    print(f"largest difference {worst:.2e}, tolerance {given.tolerance:.0e}")
    if outputs:
        print("the same answers" if same else "other answers")
    sys.exit(0 if worst <= given.tolerance and same else 1)


if __name__ == "__main__":
    main()
