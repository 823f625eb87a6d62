"""Makes the goldens of images/: what Pillow decodes and resizes, bit for bit.

    pip install -r tools/golden/requirements.txt
    python tools/golden/pictures.py images/src/test/resources/golden

Every input is arithmetic on its index, so a rerun gives the same files.
"""

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
    resizing(target, Image.Resampling.BICUBIC, "resize.txt")
    resizing(target, Image.Resampling.BILINEAR, "resize-bilinear.txt")
    resizing(target, Image.Resampling.LANCZOS, "resize-lanczos.txt")
