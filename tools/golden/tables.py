"""Writes the Parquet files that the tests of `datasets` read, with pyarrow.

python tools/golden/tables.py datasets/src/test/resources/io/viralstream/datasets
"""

import pathlib
import sys

import pyarrow as pa
import pyarrow.parquet as pq

PICTURE = bytes([0x89, 0x50, 0x4E, 0x47, 1, 2, 3])


def cv_bench():
    tasks = [("Count", "ADE20K"), ("Relation", "COCO"), ("Depth", "Omni3D")]
    rows = []
    for idx, (task, source) in enumerate(tasks):
        rows.append({
            "idx": idx,
            "type": "3D" if source == "Omni3D" else "2D",
            "task": task,
            "image": {"bytes": PICTURE, "path": f"{task}_{idx}.png"},
            "question": "How many cups are there?",
            "choices": ["2", "1"],
            "answer": "(B)",
            "prompt": "How many cups are there? Select from the following choices.\n(A) 2\n(B) 1",
            "filename": f"img/{task}_{idx}.png",
            "source": source,
        })
    return pa.Table.from_pylist(rows)


def mmstar():
    rows = []
    for index, (category, axis) in enumerate([("math", "geometry"), ("logical reasoning", "code")]):
        rows.append({
            "index": index,
            "question": "Which one is it?\nOptions: A: left, B: right",
            "image": PICTURE,
            "answer": "B",
            "category": category,
            "l2_category": axis,
            "meta_info": {"source": "made", "split": "val", "image_path": f"images/{index}.png"},
        })
    return pa.Table.from_pylist(rows)


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(cv_bench(), folder / "cv_bench.parquet", compression="snappy", row_group_size=2)
    pq.write_table(mmstar(), folder / "mmstar.parquet", compression="zstd")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
