"""What training.py asserts of its own figures before they are believed."""

import json
import re

import jinja2
import torch
from safetensors.torch import load_file
from torch.nn.functional import cross_entropy

from common import ROOT
from llava import CHATML_TEMPLATE, VICUNA_TEMPLATE
from training_reference import VICUNA_SYSTEM, Training, chatml, cosine, relation, turns

SPECIAL = re.compile(r"(<\|im_start\|>|<\|im_end\|>|</s>|<image>)")
PROBED = 2  # elements of each tensor whose gradient is measured
MOVED = 1e-2


def check_losses():
    """Two small arrays whose losses are known from NumPy in float64."""
    numbers = torch.arange(12, dtype=torch.float64)
    predicted, target = (0.5 * numbers).sin().view(4, 3), (0.4 * numbers).cos().view(4, 3)
    assert abs(cosine(predicted, target).item() + 0.6286685270821676) < 1e-12
    assert abs(relation(predicted, target).item() - 0.19467047425257822) < 1e-12


def pieced(student, sample):
    """The ids of a sample by another way: templates, then letters and special tokens apart."""
    messages = []
    for question, answer, pictured in turns(sample):
        front = [{"type": "image"}] if pictured else []
        messages.append({"role": "user", "content": front + [{"type": "text", "text": question}]})
        messages.append({"role": "assistant", "content": [{"type": "text", "text": answer}]})
    if student.frame is chatml:
        system = [{"type": "text", "text": "You are a helpful assistant."}]
        messages = [{"role": "system", "content": system}] + messages
        text = jinja2.Template(CHATML_TEMPLATE).render(messages=messages).removesuffix("\n")
        ids = []
    else:
        text = VICUNA_SYSTEM + jinja2.Template(VICUNA_TEMPLATE).render(messages=messages, eos_token="</s>")
        ids = [student.tokenizer.token_to_id("<s>")]
    for piece in filter(None, SPECIAL.split(text)):
        if SPECIAL.fullmatch(piece):
            repeated = student.grid**2 if piece == "<image>" else 1
            ids += [student.tokenizer.token_to_id(piece)] * repeated
        else:
            ids += student.tokenizer.encode(piece, add_special_tokens=False).ids
    return ids


def check_ids(student, sample):
    ids, answers = student.encoded(sample)
    assert ids == pieced(student, sample), sample["id"]
    assert len(ids) <= student.config.text_config.max_position_embeddings, (sample["id"], len(ids))
    assert ids.count(student.image) == (student.grid**2 if "image" in sample else 0), sample["id"]
    learnt = student.tokenizer.decode([ids[slot] for slot in answers], skip_special_tokens=False)
    end = "<|im_end|>" if student.frame is chatml else "</s>"
    said = [answer.strip() for answer in learnt.split(end)]
    assert said == [answer for _, answer, _ in turns(sample)] + [""], (learnt, sample)


def check_weights(name, student):
    """The checkpoint is the one whose answers are known."""
    words = json.loads((ROOT / name / "reference.json").read_text())
    known = load_file(ROOT / name / "reference.safetensors")
    pixels = known["pixels_u8"].float() / 255
    mean, std = (torch.tensor(student.statistics[key]) for key in ("mean", "std"))
    values = ((pixels - mean) / std).permute(2, 0, 1)[None]
    with torch.no_grad():
        logits = student.model(input_ids=torch.tensor([words["ids"][0]]), pixel_values=values).logits
    torch.testing.assert_close(logits[0, -1], known["logits"], rtol=0, atol=1e-5)


def token_losses(run, sample, rgb):
    ids, answers = run.student.encoded(sample)
    with torch.no_grad():
        logits, _ = run.forward(torch.tensor([ids]), rgb)
    slots = torch.tensor(answers)
    return cross_entropy(logits[slots - 1], torch.tensor(ids)[slots], reduction="none")


def check_chain(run, sample, rgb):
    """A turn sees the earlier ones, and nothing of the later."""
    said = sample["conversations"]
    whole = token_losses(run, sample, rgb)
    first = {"id": "first", "conversations": said[:2]}
    alone = token_losses(run, first, rgb if "<image>" in said[0]["value"] else None)
    torch.testing.assert_close(whole[: len(alone)], alone, rtol=0, atol=1e-5)
    other = [said[0], {"from": "gpt", "value": "no"}, *said[2:]]
    changed = token_losses(run, sample | {"conversations": other}, rgb)
    behind = len(whole) - len(alone)
    assert (whole[-behind:] - changed[-behind:]).abs().max() > 1e-3, sample["id"]


def check_padded(run, samples, pictures):
    """transformers' own loss of all samples in one batch."""
    rows = [run.student.encoded(sample) for sample in samples]
    longest = max(len(ids) for ids, _ in rows)
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    mask, labels = torch.zeros_like(ids), torch.full_like(ids, -100)
    for i, (row, answers) in enumerate(rows):
        ids[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
        labels[i, answers] = ids[i, answers]
    values = [run.student.picture(pictures[s["image"]]) for s in samples if "image" in s]
    with torch.no_grad():
        loss = run.student.model(
            input_ids=ids, attention_mask=mask, labels=labels, pixel_values=torch.cat(values)).loss
        _, language, _, _ = run.batch(samples, pictures)
    torch.testing.assert_close(loss, language, rtol=0, atol=1e-5)


def check_student(name, student, samples, pictures):
    check_weights(name, student)
    for rgb in pictures.values():
        with torch.no_grad():
            seen = student.llava.model.vision_tower(student.picture(rgb), output_hidden_states=True)
        layer = student.config.vision_feature_layer
        torch.testing.assert_close(seen.hidden_states[layer][0, student.skipped:], student.features(rgb))
    run = Training(student)
    for sample in samples:
        check_ids(student, sample)
        if len(sample["conversations"]) > 2:
            check_chain(run, sample, pictures[sample["image"]])
    check_padded(run, samples, pictures)


def check_gradients(run, samples, pictures, step=1e-5):
    """Central differences in float64 against what flows back; the largest difference."""
    for value in run.trained.values():
        value.grad = None
    run.batch(samples, pictures)[3].backward()
    random, worst = torch.Generator().manual_seed(71), 0.0

    def total(place, value):
        place.copy_(value)
        return run.batch(samples, pictures)[3].item()

    with torch.no_grad():
        for key, tensor in run.trained.items():
            for index in torch.randint(tensor.numel(), (PROBED,), generator=random).tolist():
                place, flows = tensor.view(-1)[index], tensor.grad.view(-1)[index].item()
                kept = place.clone()
                measured = (total(place, kept + step) - total(place, kept - step)) / (2 * step)
                place.copy_(kept)
                assert abs(measured - flows) < 1e-7 + 1e-5 * abs(flows), (key, index, measured, flows)
                worst = max(worst, abs(measured - flows))
    return worst


def check_case(name, single, double, exact, samples, pictures):
    """Float32 against float64, the losses' way, and finite differences of the exact run."""
    assert single[2].keys() == exact.trained.keys()
    apart = [
        abs(a[key] - b[key])
        for a, b in zip(single[0] + single[1], double[0] + double[1])
        for key in ("lm", "vra", "total") if a[key] is not None
    ]
    assert max(apart) < 2e-6, (name, max(apart))
    gradients = 0.0
    for key, value in single[2].items():
        size = double[2][key].abs().max()
        assert size > 1e-5, (name, key, "learns nothing")
        gradients = max(gradients, ((value - double[2][key]).abs().max() / size).item())
    assert gradients < 1e-5, (name, gradients)
    first, last = single[1][0], single[1][-1]
    moved = {key: last[key] - first[key] for key in ("lm", "vra", "total") if first[key] is not None}
    assert all(abs(by) > MOVED for by in moved.values()), (name, moved)
    worst = check_gradients(exact, samples, pictures)
    print(
        f"{name}: lm {first['lm']:.4f} vra {first['vra']} moved "
        + " ".join(f"{key} {by:+.3f}" for key, by in moved.items())
        + f"; float64: losses {max(apart):.1e}, gradients {gradients:.1e}; differences {worst:.1e}"
    )
