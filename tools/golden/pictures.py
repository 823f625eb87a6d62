"""Makes the goldens of images/: what Pillow decodes and resizes, bit for bit.

    pip install -r tools/golden/requirements.txt
    python tools/golden/pictures.py images/src/test/resources/golden

Every input is arithmetic on its index, so a rerun gives the same files.
"""

import base64
import hashlib
import io
import pathlib
import struct
import sys
import zlib

from PIL import Image

HEIGHT, WIDTH = 7, 10


def samples(count, seed):
    """A fixed pseudo-random byte sequence (a linear congruential generator's high bytes)."""
    state, out = seed, bytearray()
    for _ in range(count):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        out.append(state >> 16 & 255)
    return bytes(out)


def png(colour_type, depth, channels, palette=b"", transparency=b""):
    """A PNG written chunk by chunk, because Pillow cannot write all of these flavours."""
    row = (WIDTH * channels * depth + 7) // 8
    rows = b"".join(b"\0" + samples(row, 17 + y) for y in range(HEIGHT))
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, colour_type, 0, 0, 0))]
    chunks += [(b"PLTE", palette)] if palette else []
    chunks += [(b"tRNS", transparency)] if transparency else []
    chunks += [(b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def saved(image, **options):
    out = io.BytesIO()
    image.save(out, **options)
    return out.getvalue()


def smooth(size):
    """A picture with gradients and an edge, so that JPEG has something to lose."""
    height, width = size
    image = Image.new("RGB", (width, height))
    image.putdata(
        [
            (x * 255 // width, y * 255 // height, 40 if x + y < width else 200)
            for y in range(height)
            for x in range(width)
        ]
    )
    return image


def turned(jpeg):
    """The blocks of a 4:2:2 file in another order: 4:4:0, as of a camera's picture turned without loss."""
    header = jpeg.index(b"\xff\xc0") + 11
    assert jpeg[header] == 0x21
    return jpeg[:header] + b"\x12" + jpeg[header + 1 :]


def numbered(jpeg, numbers):
    """Other numbers for the components, which say nothing beside a JFIF segment."""
    frame, scan = jpeg.index(b"\xff\xc0") + 10, jpeg.index(b"\xff\xda") + 5
    changed = bytearray(jpeg)
    for i, number in enumerate(numbers):
        changed[frame + 3 * i] = changed[scan + 2 * i] = number
    return bytes(changed)


def decoding(folder):
    """file name, then what convert("RGB") gives."""
    colour = Image.frombytes("RGB", (WIDTH, HEIGHT), samples(WIDTH * HEIGHT * 3, 5))
    files = {
        "grey1.png": png(0, 1, 1),
        "grey2.png": png(0, 2, 1),
        "grey4.png": png(0, 4, 1),
        "grey8.png": png(0, 8, 1),
        "grey8-key.png": png(0, 8, 1, transparency=b"\0\x22"),
        "grey-alpha8.png": png(4, 8, 2),
        "grey-alpha16.png": png(4, 16, 2),
        "rgb8.png": png(2, 8, 3),
        "rgb8-key.png": png(2, 8, 3, transparency=b"\0\x01\0\x02\0\x03"),
        "rgb16.png": png(2, 16, 3),
        "rgba8.png": png(6, 8, 4),
        "rgba16.png": png(6, 16, 4),
        "palette4.png": png(3, 4, 1, palette=samples(48, 3)),
        "palette8.png": png(3, 8, 1, palette=samples(768, 9), transparency=b"\0\x80"),
        "jpeg444.jpg": saved(smooth((24, 17)), format="JPEG", quality=90, subsampling=0),
        "jpeg420.jpg": saved(smooth((24, 40)), format="JPEG", quality=75, subsampling=2),
        "jpeg-progressive.jpg": saved(smooth((24, 17)), format="JPEG", progressive=True),
        "jpeg-grey.jpg": saved(smooth((24, 17)).convert("L"), format="JPEG"),
        "jpeg440.jpg": turned(saved(smooth((32, 32)), format="JPEG", subsampling=1)),
        "jpeg-numbered.jpg": numbered(saved(smooth((24, 17)), format="JPEG", subsampling=0), (0, 1, 2)),
        "filtered.png": saved(colour, format="PNG"),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
        image = Image.open(io.BytesIO(content)).convert("RGB")
        (folder / f"{name}.rgb").write_bytes(image.tobytes())
    (folder / "grey16.png").write_bytes(png(0, 16, 1))
    (folder / "cmyk.jpg").write_bytes(saved(colour.convert("CMYK"), format="JPEG"))


def chunk(name, data, checksum=None):
    checksum = zlib.crc32(name + data) if checksum is None else checksum
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)


def chunks(file):
    """Name and data of each."""
    at, found = 8, []
    while at < len(file):
        length = struct.unpack(">I", file[at : at + 4])[0]
        found.append((file[at + 4 : at + 8], file[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def joined(parts):
    return b"\x89PNG\r\n\x1a\n" + b"".join(p if isinstance(p, bytes) else chunk(*p) for p in parts)


def interlaced(colour_type, depth, channels, width, height):
    """Adam7's seven passes, each row with another filter."""
    rows, seed = b"", 40
    for x, y, across, down in [
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
    ]:
        pixels = len(range(x, width, across))
        for _ in range(y, height, down) if pixels else ():
            seed += 1
            rows += bytes([seed % 5]) + samples((pixels * channels * depth + 7) // 8, seed)
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 1)
    return joined([(b"IHDR", header), (b"PLTE", samples(48, 3)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")])


def odd_pngs():
    """Damaged and unusual files, each with a name."""
    for colour_type, depth, channels in [
        (0, 1, 1), (0, 4, 1), (0, 8, 1), (2, 8, 3), (2, 16, 3), (3, 2, 1), (4, 8, 2), (6, 16, 4),
    ]:
        for width, height in [(1, 1), (5, 3), (9, 7), (17, 10)]:
            name = f"interlaced {colour_type} {depth} {width}x{height}"
            yield name, interlaced(colour_type, depth, channels, width, height)
    header, image, end = chunks(png(2, 8, 3))
    data = image[1]
    rows = zlib.decompress(data)
    text, gamma = (b"tEXt", b"key\0value"), (b"gAMA", struct.pack(">I", 45455))
    wrong = data[:-1] + bytes([data[-1] ^ 1])
    yield "no end", joined([header, image])
    yield "no checksum of the last data", joined([header, image])[:-4]
    yield "no checksum of zlib", joined([header, (b"IDAT", data[:-4]), end])
    yield "one row cut within", joined([header, (b"IDAT", zlib.compress(rows[:-1])), end])
    yield "one row missing", joined([header, (b"IDAT", zlib.compress(rows[: -1 - 3 * WIDTH])), end])
    yield "rows too many", joined([header, (b"IDAT", zlib.compress(rows + rows)), end])
    yield "wrong checksum of zlib", joined([header, (b"IDAT", wrong), end])
    yield "wrong checksum of zlib in data of its own", joined([header, (b"IDAT", wrong[:-4]), (b"IDAT", wrong[-4:]), end])
    yield "data in parts", joined([header, (b"IDAT", b""), (b"IDAT", data[:9]), (b"IDAT", b""), (b"IDAT", data[9:]), end])
    yield "text between data", joined([header, (b"IDAT", data[:9]), text, (b"IDAT", data[9:]), end])
    yield "wrong checksum of data", joined([header, (*image, 1), end])
    yield "wrong checksum of the header", joined([(*header, 1), image, end])
    yield "wrong checksum of text before", joined([header, (*text, 1), image, end])
    yield "wrong checksum of text behind", joined([header, image, (*text, 1), end])
    yield "text before the header", joined([text, header, image, end])
    yield "data before the header", joined([image, header, image, end])
    yield "end before data", joined([header, end, image, end])
    yield "header twice", joined([header, header, image, end])
    yield "long header", joined([(b"IHDR", header[1] + b"more"), image, end])
    yield "short header", joined([(b"IHDR", header[1][:-1]), image, end])
    yield "unknown filter method", joined([(b"IHDR", header[1][:-2] + b"\1\0"), image, end])
    yield "unknown critical chunk", joined([header, (b"NEWS", b"none"), image, end])
    yield "no letters", joined([header, (b"a\0cd", b"none"), image, end])
    yield "no letters behind", joined([header, image, (b"a\0cd", b"none"), end])
    yield "text cut behind", joined([header, image, (b"tEXt", b"long" * 9)])[:-9]
    yield "length of text cut behind", joined([header, image]) + b"\0\0"
    yield "chunk without end", joined([header]) + b"\xff\xff\xff\xf0tEXtno"
    yield "bytes behind the end", joined([header, image, end]) + b"GIF89a" * 20
    for before, behind in [([], [0]), ([0], [])]:
        place = "before" if before else "behind"
        for name, content in [
            ("gamma short", (b"gAMA", b"\0\0\1")), ("gamma long", (b"gAMA", gamma[1] + b"\0")),
            ("intent empty", (b"sRGB", b"")), ("resolution short", (b"pHYs", bytes(8))),
            ("chromaticity odd", (b"cHRM", bytes(30))), ("profile unknown", (b"iCCP", b"name\0\1data")),
            ("profile broken", (b"iCCP", b"name\0\0data")), ("profile short", (b"iCCP", b"name\0")),
            ("text unknown", (b"zTXt", b"key\0\1data")), ("text broken", (b"zTXt", b"key\0\0data")),
            ("transparency short", (b"tRNS", b"\0\1\0\2")), ("frames short", (b"acTL", bytes(7))),
            ("frame outside", (b"fcTL", struct.pack(">IIIII", 0, WIDTH, HEIGHT, 1, 0) + bytes(6))),
            ("frame out of order", (b"fcTL", struct.pack(">IIIII", 1, WIDTH, HEIGHT, 0, 0) + bytes(6))),
            ("frame without its data", (b"fcTL", struct.pack(">IIIII", 0, WIDTH, HEIGHT, 0, 0) + bytes(6))),
        ]:
            yield f"{name} {place}", joined([header, *[content] * len(before), image, *[content] * len(behind), end])
    frame = (b"fcTL", struct.pack(">IIIII", 0, WIDTH, HEIGHT, 0, 0) + bytes(6))
    later = (b"fcTL", struct.pack(">IIIII", 1, 2, 2, 0, 0) + bytes(6))
    more = (b"fdAT", struct.pack(">I", 2) + zlib.compress(rows[:14]))
    yield "animation", joined([header, (b"acTL", struct.pack(">II", 2, 0)), frame, image, later, more, end])
    yield "data of a frame behind", joined([header, image, more, end])
    for depth, colours, transparency in [
        (8, 3, b""), (8, 256, samples(300, 2)), (4, 16, b"\xff" * 300), (4, 0, b""), (4, 0, b"\xff\0"), (8, 257, b""),
        (2, 4, b"\x80" * 9), (1, 1, b"\0"),
    ]:
        palette = samples(3 * colours, 7)
        yield f"{colours} colours, {len(transparency)} transparent, depth {depth}", png(3, depth, 1, palette, transparency)
    paletted = chunks(png(3, 4, 1, samples(48, 3)))
    short = zlib.compress(zlib.decompress(paletted[2][1])[:12])
    yield "rows of a palette missing", joined([*paletted[:2], (b"IDAT", short), end])


def odd_jpegs():
    """The same for JPEG: what stands between segments, before the end and without one."""
    plain = saved(smooth((24, 17)), format="JPEG", quality=90, subsampling=2)
    passes = saved(smooth((24, 17)), format="JPEG", progressive=True)
    restarts = saved(smooth((40, 33)), format="JPEG", restart_marker_blocks=2)
    tables, huffman, scan = plain.index(b"\xff\xdb"), plain.index(b"\xff\xc4"), plain.index(b"\xff\xda")
    for name, junk in {
        "fill": b"\xff\xff\xff", "stuffing": b"\xff\0", "zeros": bytes(40), "a letter": b"\x7f", "restart": b"\xff\xd3",
        "temporary": b"\xff\x01", "reserved": b"\xff\x02", "extension": b"\xff\xf0\0\4ab", "start": b"\xff\xd8",
        "comment of nothing": b"\xff\xfe\0\0", "comment of one": b"\xff\xfe\0\1", "comment": b"\xff\xfe\0\5abc",
        "short JFIF": b"\xff\xe0\0\7JFIF\0", "short Adobe": b"\xff\xee\0\7Adobe", "lines": b"\xff\xdc\0\4\0\x10",
        "Adobe without transform": b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\0", "hierarchy": b"\xff\xde\0\4ab",
        "empty tables": b"\xff\xdb\0\2", "cut tables": b"\xff\xdb\0\5\0\1\2", "interval": b"\xff\xdd\0\4\0\0",
        "long remark": b"\xff\xef\xff\xff", "scan": b"\xff\xda\0\2",
    }.items():
        for place, at in {"tables": tables, "scan": scan, "end": len(plain) - 2}.items():
            yield f"{name} before {place}", plain[:at] + junk + plain[at:]
        yield f"{name} before the end of passes", passes[:-2] + junk + passes[-2:]
    for name, file in {"plain": plain, "passes": passes, "restarts": restarts}.items():
        begin = file.index(b"\xff\xda")
        yield f"{name} without end", file[:-2]
        yield f"{name} without end but fill", file[:-1]
        yield f"{name} cut in the last bytes", file[:-4]
        yield f"{name} cut in the middle", file[: (begin + len(file)) // 2]
        yield f"{name} cut in the middle, with an end", file[: (begin + len(file)) // 2] + b"\xff\xd9"
        yield f"{name} with an end twice", file + b"\xff\xd9"
        yield f"{name} with bytes behind", file + b"\xff\xd8\xff\xda" * 9
    yield "no tables", plain[:tables] + plain[plain.index(b"\xff\xc0") :]
    yield "no Huffman tables", plain[:huffman] + plain[scan:]
    yield "no frame", plain[: plain.index(b"\xff\xc0")] + plain[huffman:]
    yield "two scans of everything", plain[:-2] + plain[scan:]


def odd(folder):
    """One file a line: its name, the file in base64, and size and SHA-256 of its pixels or that it is refused."""
    lines = []
    for name, file in [*odd_pngs(), *odd_jpegs()]:
        try:
            image = Image.open(io.BytesIO(file), formats=["PNG", "JPEG"]).convert("RGB")
            outcome = f"{image.width}x{image.height} {hashlib.sha256(image.tobytes()).hexdigest()}"
        except (OSError, SyntaxError, ValueError, IndexError, AssertionError, struct.error):
            outcome = "refused"
        lines.append(f"{name}\t{base64.b64encode(file).decode()}\t{outcome}")
    (folder / "odd.txt").write_text("\n".join(lines) + "\n")


def cut(folder):
    """How many bytes of a file Pillow needs at least: with fewer it refuses, with more it reads the same."""
    lines = []
    for name in ["rgb8.png", "palette8.png", "jpeg444.jpg", "jpeg-progressive.jpg"]:
        file = (folder / name).read_bytes()
        whole = (folder / f"{name}.rgb").read_bytes()
        read = []
        for length in range(8, len(file) + 1):
            try:
                read.append(Image.open(io.BytesIO(file[:length])).convert("RGB").tobytes() == whole)
            except (OSError, SyntaxError, struct.error):
                read.append(False)
        least = 8 + read.index(True)
        assert all(read[least - 8 :]), name
        lines.append(f"{name} {least}")
    (folder / "cut.txt").write_text("\n".join(lines) + "\n")


def resizing(folder, filter, file):
    """One case a line: input height and width, output height and width, input, output (hex)."""
    lines = []
    for height, width, to_height, to_width in [
        (7, 10, 3, 4), (7, 10, 14, 20), (7, 10, 7, 5), (7, 10, 9, 10), (1, 1, 3, 2),
        (24, 19, 8, 9), (20, 20, 22, 22), (5, 31, 31, 5), (16, 16, 1, 1),
    ]:
        image = Image.frombytes("RGB", (width, height), samples(height * width * 3, height + width))
        small = image.resize((to_width, to_height), filter)
        lines.append(
            f"{height} {width} {to_height} {to_width} {image.tobytes().hex()} {small.tobytes().hex()}"
        )
    (folder / file).write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    decoding(target)
    odd(target)
    cut(target)
    resizing(target, Image.Resampling.BICUBIC, "resize.txt")
    resizing(target, Image.Resampling.BILINEAR, "resize-bilinear.txt")
    resizing(target, Image.Resampling.LANCZOS, "resize-lanczos.txt")
