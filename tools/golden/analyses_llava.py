"""Makes the golden of what is analysed inside a LLaVA: attention, treated patches, the margin.

    pip install -r tools/golden/requirements.txt
    python tools/golden/analyses_llava.py

Of the tiny checkpoints that llava.py made, in float64 by transformers' eager attention, each with
its own `picture.png` and the first question of its `reference.json`. `prompt` and `ids` are what
the checkpoint's chat template makes of the question, `image` is the id of a visual token.

- `analyses/attention.json`: `attention` [L, H, N] of the prompt's last token to the visual tokens.
- `analyses/patches.json`: `plain` [V], the logits at the prompt's last position; `permuted`, where
  P_phi gets z[order]; `ablated`, where each listed patch of z is the mean of those not listed.
- `analyses/margin.json`: log-probabilities of an answer's tokens with the picture (`seen`) and in
  the prompt that the template writes without one (`unseen`), and the mean of their differences.
"""

import json

import torch
from tokenizers import Tokenizer
from transformers import LlavaForConditionalGeneration

from analyses import write
from common import ROOT, prepare
from llava import CLIP, PATCH, SIDE, SIGLIP, normalized, picture

QUESTION = "Is there a red circle in the image?"
ABLATED = [[0], [5, 6, 9, 10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]]
CASES = [
    dict(
        checkpoint="llava-vicuna-clip",
        statistics=CLIP,
        unseen=f"USER: {QUESTION} ASSISTANT:",
        answers=[" yes</s>", " a red circle"],
        seed=11,
    ),
    dict(
        checkpoint="llava-qwen-siglip",
        statistics=SIGLIP,
        unseen=f"<|im_start|>user\n{QUESTION}<|im_end|>\n<|im_start|>assistant\n",
        answers=["yes<|im_end|>", "a red circle"],
        seed=12,
    ),
]


def rounded(tensor):
    """Twelve digits: far below what F32 can tell apart."""
    return json.loads(json.dumps(tensor.tolist()), parse_float=lambda text: float(f"{float(text):.12g}"))


class Asked:
    """A checkpoint with its picture and its first question."""

    def __init__(self, checkpoint, statistics, unseen, **_):
        folder = ROOT / checkpoint
        words = json.loads((folder / "reference.json").read_text())
        self.prompt, self.ids, self.image = words["prompts"][0], words["ids"][0], words["image"]
        assert QUESTION in self.prompt
        self.checkpoint = checkpoint
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.unseen = unseen
        self.model = LlavaForConditionalGeneration.from_pretrained(
            folder, dtype=torch.float64, attn_implementation="eager").eval()
        self.pixels = normalized(picture(), **statistics)[1].double()

    def case(self, **values):
        return {"checkpoint": self.checkpoint, "picture": "picture.png", "question": QUESTION,
                "prompt": self.prompt, "ids": self.ids, "image": self.image} | values

    def run(self, ids, treat=lambda z: z):
        """With the picture where the ids have visual tokens; `treat` stands before P_phi."""
        seen = {"pixel_values": self.pixels} if self.image in ids else {}
        projector = self.model.model.multi_modal_projector
        hook = projector.register_forward_pre_hook(lambda module, given: (treat(given[0]),))
        with torch.no_grad():
            out = self.model(input_ids=torch.tensor([ids]), output_attentions=True, **seen)
        hook.remove()
        return out

    def logits(self, treat=lambda z: z):
        return self.run(self.ids, treat).logits[0, -1]

    def attention(self):
        visual = (torch.tensor(self.ids) == self.image).nonzero().flatten()
        layers = torch.stack(self.run(self.ids).attentions)[:, 0]  # [L, H, T, T]
        assert torch.allclose(layers.sum(-1), torch.ones(()).double())
        return layers[:, :, -1, visual]

    def answer_ids(self, text):
        """What follows the prompt's ids where prompt and answer are one text."""
        whole = self.tokenizer.encode(self.unseen + text).ids
        prompt = self.tokenizer.encode(self.unseen).ids
        assert whole[:len(prompt)] == prompt, text
        return whole[len(prompt):]

    def said(self, prompt, answer):
        """log p of each token of an answer behind a prompt."""
        logits = self.run(prompt + answer).logits[0, len(prompt) - 1:-1]
        return logits.log_softmax(-1).gather(1, torch.tensor(answer)[:, None])[:, 0]


def ablated(z, patches):
    z = z.clone()
    kept = [i for i in range(z.shape[1]) if i not in patches]
    z[:, patches] = z[:, kept].mean(dim=1, keepdim=True)
    return z


def patches_case(asked, seed):
    order = torch.randperm((SIDE // PATCH) ** 2, generator=torch.Generator().manual_seed(seed)).tolist()
    plain, permuted = asked.logits(), asked.logits(lambda z: z[:, order])
    ablations = [(patches, asked.logits(lambda z: ablated(z, patches))) for patches in ABLATED]
    for treated in [permuted] + [logits for _, logits in ablations]:
        assert (treated - plain).abs().max() > 1e-2, "the treatment does not show"
    return asked.case(
        plain=rounded(plain),
        order=order,
        permuted=rounded(permuted),
        ablated=[{"patches": patches, "logits": rounded(logits)} for patches, logits in ablations],
    )


def margin_case(asked, text):
    answer, unseen = asked.answer_ids(text), asked.tokenizer.encode(asked.unseen).ids
    with_picture, without = asked.said(asked.ids, answer), asked.said(unseen, answer)
    return asked.case(
        unseenPrompt=asked.unseen,
        unseenIds=unseen,
        answer=text,
        answerIds=answer,
        seen=rounded(with_picture),
        unseen=rounded(without),
        margin=(with_picture - without).mean().item(),
    )


if __name__ == "__main__":
    prepare()
    made = [(Asked(**case), case) for case in CASES]
    write("attention", [asked.case(attention=rounded(asked.attention())) for asked, _ in made])
    write("patches", [patches_case(asked, case["seed"]) for asked, case in made])
    write("margin", [margin_case(asked, text) for asked, case in made for text in case["answers"]])
