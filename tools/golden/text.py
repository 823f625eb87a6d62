"""Makes the goldens of workers.text: tiny tokenizers in the published forms, and what they answer.

    pip install -r tools/golden/requirements.txt
    python tools/golden/text.py models/src/test/resources/io/viralstream/models/golden

Each form is one directory: `tokenizer.json`, `tokenizer_config.json`, and `reference.json` with ids
and texts from the tokenizers library. The vocabularies are learnt from the sentences below, so a
rerun gives the same files.
"""

import json
import pathlib
import random
import sys

from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers
from tokenizers import processors, trainers
from tokenizers import Regex

SENTENCES = [
    "A chat between a curious user and an assistant. USER: ASSISTANT:",
    "Is there a red circle in the image? yes no",
    "How many blue squares are left of the green triangle? one two three four 12 345",
    "What colour is the small star above the large ring, and what is behind it?",
    "system user assistant You are helpful.\nDescribe the picture.\n\nIt shows a cat on a mat.",
    "the there then these other another whether together",
    "Ein grüner Kreis über dem Meer; le café naïf est là. Привет мир! 漢字 かな 한글",
]

ODD_TEXTS = [
    "a",
    " ",
    "  two  blanks  ",
    "\nfirst a line end",
    "\n\n\n",
    "tabs\tand\r\nline ends \u2028",
    "Is there a red circle in the image?",
    "don't we'll it'S",
    "12345 1,234.5 x10",
    "naïve café e\u0301 is \u00e9",
    "漢字カナ한글 Привет",
    "👩‍👩‍👧‍👦 family 😀😀",
    "\u202e right to left \u05d0\u05d1",
    "\ufeffmark \ufffd \ufffe",
    "\u0000\u0001\u007f",
    "▁ already ▁▁ marked",
    "Ġ and Ċ are letters too",
    "<0x41><0x0A> is typed",
    "ends in blanks   ",
    "a" * 70,
    "<tool_call>not special</tool_call>",
]

GPT4_SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}%s| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def special(text, **flags):
    return AddedToken(text, special=True, normalized=False, **flags)


def byte_level(digits, size):
    """Qwen2's and LLaMA 3's pipeline; they differ in how many digits stay together."""
    tokenizer = Tokenizer(models.BPE(fuse_unk=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(GPT4_SPLIT % digits), behavior="isolated", invert=False),
        pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=False, use_regex=False),
    ])
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(
        SENTENCES * 2,
        trainers.BpeTrainer(
            vocab_size=size, show_progress=False,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), special_tokens=[]),
    )
    return tokenizer


def qwen2():
    tokenizer = byte_level("", 380)
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    tokenizer.add_tokens([
        special("<|endoftext|>"), special("<|im_start|>"), special("<|im_end|>"),
        AddedToken("<tool_call>", special=False, normalized=False),
        AddedToken("</tool_call>", special=False, normalized=False),
        special("<image>"),
    ])
    return tokenizer, {"tokenizer_class": "Qwen2Tokenizer", "bos_token": None,
                       "eos_token": "<|im_end|>", "pad_token": "<|endoftext|>"}


def llama3():
    tokenizer = byte_level("{1,3}", 370)
    tokenizer.add_tokens([
        special("<|begin_of_text|>"), special("<|end_of_text|>"), special("<|start_header_id|>"),
        special("<|end_header_id|>"), special("<|eot_id|>"), special("<image>"),
    ])
    begin = tokenizer.token_to_id("<|begin_of_text|>")
    tokenizer.post_processor = processors.Sequence([
        processors.ByteLevel(trim_offsets=False),
        processors.TemplateProcessing(
            single="<|begin_of_text|> $A", special_tokens=[("<|begin_of_text|>", begin)]),
    ])
    return tokenizer, {"tokenizer_class": "PreTrainedTokenizerFast",
                       "bos_token": "<|begin_of_text|>", "eos_token": "<|eot_id|>"}


def sentencepiece(size):
    """Vocabulary and merges as a converted SentencePiece model has them: three control tokens, all
    bytes, then what was learnt."""
    learner = Tokenizer(models.BPE())
    learner.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    learner.train_from_iterator(
        SENTENCES[:-1] * 2, trainers.BpeTrainer(vocab_size=size, show_progress=False))
    learnt = json.loads(learner.to_str())["model"]
    pieces = ["<unk>", "<s>", "</s>"] + [f"<0x{b:02X}>" for b in range(256)]
    pieces += [p for p, _ in sorted(learnt["vocab"].items(), key=lambda item: item[1])]
    vocabulary = {piece: i for i, piece in enumerate(pieces)}
    merges = [tuple(m) if isinstance(m, list) else tuple(m.split(" ")) for m in learnt["merges"]]
    merges.append(("▁", "▁"))
    vocabulary.setdefault("▁▁", len(vocabulary))
    return models.BPE(vocab=vocabulary, merges=merges, unk_token="<unk>", fuse_unk=True,
                      byte_fallback=True)


def llama(metaspace):
    tokenizer = Tokenizer(sentencepiece(150))
    if metaspace:
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(
            replacement="▁", prepend_scheme="first", split=False)
    else:
        tokenizer.normalizer = normalizers.Sequence(
            [normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.decoder = decoders.Sequence([
        decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(),
        decoders.Strip(content=" ", left=1, right=0),
    ])
    tokenizer.add_tokens([special("<unk>"), special("<s>"), special("</s>"), special("<image>"),
                          special("<pad>"), special("<mask>", lstrip=True)])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A", pair="<s> $A <s> $B", special_tokens=[("<s>", 1)])
    return tokenizer, {"tokenizer_class": "LlamaTokenizer", "legacy": not metaspace,
                       "bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>",
                       "unk_token": "<unk>"}


FORMS = {
    "tokenizer-qwen2": (qwen2, "<|im_start|>user\n{}<|im_end|>\n<|im_start|>assistant\n"),
    "tokenizer-llama3": (
        llama3, "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\n{}<|eot_id|>"),
    "tokenizer-llama-legacy": (lambda: llama(False), "USER: <image>\n{} ASSISTANT: a</s>USER: "),
    "tokenizer-llama-metaspace": (lambda: llama(True), "<s>USER: <image>\n{} ASSISTANT: a</s> b"),
}


def reference(tokenizer, frame):
    rng = random.Random(5)
    size = tokenizer.get_vocab_size(with_added_tokens=True)
    plain = [t for t in ODD_TEXTS]
    framed = [frame.format(t) for t in ["", " ", "Is there a cat?", "\nx  ", "漢 😀 "]]
    framed += ["a  <mask> b<mask>", "<image>", "<image> <image>"] if "</s>" in frame else []
    sequences = [tokenizer.encode(t, add_special_tokens=False).ids for t in plain]
    sequences += [[rng.randrange(size) for _ in range(rng.randrange(1, 25))] for _ in range(40)]
    # Mostly bytes: characters that begin, go on, break off.
    sequences += [[rng.randrange(min(size, 259)) for _ in range(12)] for _ in range(20)]
    return {
        "texts": [
            {"text": t, "ids": tokenizer.encode(t, add_special_tokens=False).ids} for t in plain],
        "framed": [
            {"text": t, "ids": tokenizer.encode(t, add_special_tokens=False).ids} for t in framed],
        "begun": [{"text": t, "ids": tokenizer.encode(t).ids} for t in ["How many?", " x"]],
        "decoded": [
            {"ids": ids, "text": tokenizer.decode(ids, skip_special_tokens=True)}
            for ids in sequences],
    }


def write(directory, make, frame):
    directory.mkdir(parents=True, exist_ok=True)
    tokenizer, config = make()
    tokenizer.save(str(directory / "tokenizer.json"))
    fresh = Tokenizer.from_file(str(directory / "tokenizer.json"))
    dump(directory / "tokenizer_config.json", config, indent=2)
    dump(directory / "reference.json", reference(fresh, frame), indent=None)


def dump(file, value, indent):
    file.write_text(json.dumps(value, ensure_ascii=True, indent=indent) + "\n")


if __name__ == "__main__":
    for name, (make, frame) in FORMS.items():
        write(pathlib.Path(sys.argv[1]) / name, make, frame)
