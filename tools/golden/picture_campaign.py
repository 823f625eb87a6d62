"""Damages small pictures in some fifty thousand ways and compares what images/ and Pillow make of each.

    pip install -r tools/golden/requirements.txt
    mvn -pl images test-compile
    python tools/golden/picture_campaign.py images/target/classes:images/target/test-classes

Prints how often both read the same pixels, both refuse, or differ, and one example of each difference by kind.
A fixed seed makes every run the same.
"""

import collections
import hashlib
import io
import random
import re
import struct
import subprocess
import sys
import warnings
import zlib

import pictures
from PIL import Image

CHUNKS = (
    b"gAMA cHRM sRGB pHYs tEXt zTXt iTXt iCCP eXIf tIME bKGD sBIT acTL fcTL fdAT abCd ABCD IHDR PLTE tRNS IEND IDAT DDAT"
).split()
JUNK = [
    b"\0", b"\x7f", bytes(40), b"\xff", b"\xff\xff\xff", b"\xff\0", b"abcdef", b"\xff\xd0", b"\xff\xd3\xff\xd4", b"\xff\x01",
    b"\xff\x02", b"\xff\xc8", b"\xff\xf0\0\4ab", b"\xff\xd8", b"\xff\xd9", b"\xff\xdc\0\4\0\x10", b"\xff\xdc\0\0",
    b"\xff\xfe\0\0", b"\xff\xfe\0\1", b"\xff\xfe\0\5abc", b"\xff\xe0\0\0", b"\xff\xe0\0\7JFIF\0", b"\xff\xe0\0\x09JFIF\0\1\1",
    b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\0", b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\1", b"\xff\xee\0\x07Adobe",
    b"\xff\xdd\0\4\0\0", b"\xff\xdd\0\4\0\5", b"\xff\xdd\0\3\0", b"\xff\xdb\0\2", b"\xff\xdb\0\5\0\1\2", b"\xff\xc4\0\2",
    b"\xff\xc4\0\5\0\1\2", b"\xff\xcc\0\2", b"\xff\xcc\0\4\0\1", b"\xff\xde\0\4ab", b"\xff\xe2\0\x0eICC_PROFILE\0",
    b"\xff\xe2\0\6MPF\0", b"\xff\xef\xff\xff", b"\xff\xda\0\2", b"\xff\xda\0\x08\1\1\0\0\x3f\0",
]


def damaged(file, chance, first, last):
    """Some bytes replaced, one flipped, some cut out."""
    replaced = bytearray(file)
    for _ in range(chance.choice((1, 1, 2, 5))):
        replaced[chance.randrange(first, last)] = chance.randrange(256)
    yield "replaced", bytes(replaced)
    flipped = bytearray(file)
    flipped[chance.randrange(first, last)] ^= 1 << chance.randrange(8)
    yield "flipped", bytes(flipped)
    place = chance.randrange(first, last)
    yield "cut out", file[:place] + file[place + chance.randrange(1, 5) :]


def pngs(chance):
    files = {
        (kind, depth): pictures.png(kind, depth, samples, pictures.samples(768, 9)[: 3 << depth] if kind == 3 else b"")
        for kind, depth, samples in [
            (0, 1, 1), (0, 4, 1), (0, 8, 1), (2, 8, 3), (2, 16, 3), (3, 4, 1), (3, 8, 1), (4, 8, 2), (6, 8, 4), (6, 16, 4),
        ]
    }
    for kind, file in files.items():
        parts = pictures.chunks(file)
        data = next(i for i, part in enumerate(parts) if part[0] == b"IDAT")
        packed = parts[data][1]
        rows = zlib.decompress(packed)
        for length in range(8, len(file)):
            yield f"png {kind} cut", file[:length]
        for i, (name, content) in enumerate(parts):
            yield f"png {kind} without {name}", pictures.joined(parts[:i] + parts[i + 1 :])
            yield f"png {kind} twice {name}", pictures.joined(parts[: i + 1] + parts[i:])
            yield f"png {kind} checksum {name}", pictures.joined(parts[:i] + [(name, content, 7)] + parts[i + 1 :])
            yield f"png {kind} longer {name}", pictures.joined(parts[:i] + [(name, content + b"\0\1")] + parts[i + 1 :])
        for length in range(len(packed)):
            yield f"png {kind} data cut", pictures.joined(parts[:data] + [(b"IDAT", packed[:length])] + parts[data + 1 :])
            halves = [(b"IDAT", packed[:length]), (b"IDAT", b""), (b"IDAT", packed[length:])]
            yield f"png {kind} data split", pictures.joined(parts[:data] + halves + parts[data + 1 :])
        for length in range(len(rows)):
            short = (b"IDAT", zlib.compress(rows[:length]))
            yield f"png {kind} rows cut", pictures.joined(parts[:data] + [short] + parts[data + 1 :])
        header = parts[0][1]
        for place in range(13):
            for value in (0, 1, 2, 3, 4, 6, 8, 16, 40, 255):
                changed = header[:place] + bytes([value]) + header[place + 1 :]
                across, down = struct.unpack(">II", changed[:8])
                if across * down < 1 << 20 and max(across, down) <= 8192:
                    yield f"png {kind} header {place}", pictures.joined([(b"IHDR", changed)] + parts[1:])
        for name in CHUNKS:
            for length in (0, 1, 2, 3, 4, 6, 7, 8, 9, 12, 13, 16, 25, 26, 32):
                for content in (bytes(length), bytes([1]) * length, chance.randbytes(length)):
                    for place in (data, data + 1):
                        new = parts[:place] + [(name, content)] + parts[place:]
                        yield f"png {kind} {name} {length} {place - data}", pictures.joined(new)
        for round in range(100):
            for how, changed in damaged(file, chance, 8, len(file)):
                yield f"png {kind} {how}", changed


def segments(file):
    """Where each begins and ends; a scan's data belongs to it."""
    at = 2
    while file[at + 1] != 0xD9:
        end = at + 2 + struct.unpack(">H", file[at + 2 : at + 4])[0]
        while file[at + 1] == 0xDA and not (file[end] == 0xFF and file[end + 1] not in (0, *range(0xD0, 0xD8))):
            end += 1
        yield at, end, file[at + 1]
        at = end
    yield at, at + 2, 0xD9


def jpegs(chance):
    small = pictures.smooth((40, 33))
    grainy = Image.frombytes("RGB", (48, 40), bytes(v // 2 for v in pictures.samples(48 * 40 * 3, 1)))
    files = {
        "444": pictures.saved(small, format="JPEG", quality=90, subsampling=0),
        "420": pictures.saved(small, format="JPEG", quality=75, subsampling=2),
        "grainy": pictures.saved(grainy, format="JPEG", quality=90, subsampling=1),
        "440": pictures.turned(pictures.saved(pictures.smooth((32, 32)), format="JPEG", subsampling=1)),
        "grey": pictures.saved(small.convert("L"), format="JPEG"),
        "progressive": pictures.saved(small, format="JPEG", progressive=True),
        "restarts": pictures.saved(small, format="JPEG", restart_marker_blocks=2),
        "progressive restarts": pictures.saved(small, format="JPEG", progressive=True, restart_marker_blocks=3),
    }
    for kind, file in files.items():
        found = list(segments(file))
        first = next(begin for begin, end, code in found if code == 0xDA)
        data = first + 2 + struct.unpack(">H", file[first + 2 : first + 4])[0]
        for begin, end, code in found:
            for junk in JUNK:
                yield f"jpeg {kind} {junk[:6]} before {code:x}", file[:begin] + junk + file[begin:]
            yield f"jpeg {kind} without {code:x}", file[:begin] + file[end:]
            yield f"jpeg {kind} twice {code:x}", file[:end] + file[begin:]
            yield f"jpeg {kind} end behind {code:x}", file[:end] + b"\xff\xd9"
            if code != 0xD9:
                for length in (0, 1, 2, 3, 10, 60000):
                    yield f"jpeg {kind} length of {code:x}", file[: begin + 2] + struct.pack(">H", length) + file[begin + 4 :]
        for length in range(3, len(file)):
            yield f"jpeg {kind} cut", file[:length]
            if length % 3 == 0:
                yield f"jpeg {kind} cut, with an end", file[:length] + b"\xff\xd9"
        for rest in (b"", b"\0", b"\xff", b"\xff\0", b"\xff\xd0", bytes(100), b"\xff\xfe\0\5a"):
            yield f"jpeg {kind} no end but {rest[:4]}", file[:-2] + rest
        for round in range(100):
            for how, changed in damaged(file, chance, data, len(file) - 2):
                yield f"jpeg {kind} data {how}", changed
            for how, changed in damaged(file, chance, 2, data):
                yield f"jpeg {kind} header {how}", changed


def outcome_of_pillow(file):
    try:
        image = Image.open(io.BytesIO(file), formats=["PNG", "JPEG"])
        if image.mode in ("I;16", "CMYK"):
            return "refused: not taken"
        image = image.convert("RGB")
        return f"{image.width}x{image.height} {hashlib.sha256(image.tobytes()).hexdigest()}"
    except Exception as refused:  # Pillow has no common kind
        return f"refused {type(refused).__name__}"


def difference(ours, theirs):
    if ours == theirs:
        return "same pixels"
    if ours.startswith("refused") and theirs.startswith("refused"):
        return "both refuse"
    if ours.startswith("refused"):
        return "Pillow reads"
    return "Pillow refuses" if theirs.startswith("refused") else "other pixels"


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    chance = random.Random(5)
    cases = [*pngs(chance), *jpegs(chance)]
    program = ["java", "-cp", sys.argv[1], "io.viralstream.images.CampaignMain"]
    sent = b"".join(struct.pack(">I", len(file)) + file for _, file in cases)
    said = subprocess.run(program, input=sent, stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
    assert len(said) == len(cases), (len(said), len(cases))
    counts, examples = collections.Counter(), {}
    for (name, file), ours in zip(cases, said):
        found = difference(ours, outcome_of_pillow(file))
        counts[found] += 1
        if found not in ("same pixels", "both refuse"):
            examples.setdefault((found, re.sub(r"\d+$", "", name)), []).append(ours)
    for (found, name), ours in sorted(examples.items()):
        print(f"{found}: {name} ({len(ours)}; {ours[0][:40]})")
    print(len(cases), dict(counts))
