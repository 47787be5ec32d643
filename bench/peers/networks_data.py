"""What the networks of networks.bench.mjs learn from: `networks_data.py DIRECTORY SEEDS` writes networks.json, and images beside it.

Digits and diabetes come with scikit-learn; texts are generated: words of three topics among many of none.
"""
import json
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
from sklearn import datasets
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import scale

directory, seeds = Path(sys.argv[1]), int(sys.argv[2])
TEXTS, WORDS, TOPICS = 2000, 1500, 3


def written(name, algorithm, task, x, y):
    stratify = None if task == "regression" else y
    tests = [
        sorted(train_test_split(np.arange(len(y)), test_size=0.25, random_state=seed, stratify=stratify)[1].tolist()) for seed in range(seeds)
    ]
    return dict(name=name, algorithm=algorithm, task=task, x=x, y=[float(one) for one in y], tests=tests)


def png(pixels):
    """Of bytes [height, width], grey."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", pixels.shape[1], pixels.shape[0], 8, 0, 0, 0, 0)
    lines = b"".join(b"\0" + line.tobytes() for line in pixels)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


digits = datasets.load_digits()
paths = []
for i, image in enumerate(digits.images):
    paths.append(str(directory / f"{i}.png"))
    Path(paths[-1]).write_bytes(png(np.round(image * 255 / 16).astype(np.uint8)))
diabetes = datasets.load_diabetes()

random = np.random.default_rng(7)
letters = "abcdefghijklmnopqrstuvwxyz"
words = np.array(["".join(letters[place // 26**power % 26] for power in range(3)) for place in range(WORDS)])
shares = 1 / np.arange(10, WORDS + 10)
topics = [shares * np.exp(0.6 * random.standard_normal(WORDS)) for _ in range(TOPICS)]
about = random.integers(0, TOPICS, TEXTS)
texts = [" ".join(random.choice(words, random.integers(5, 30), p=topics[one] / topics[one].sum())) for one in about]

sets = [
    written("digits", "mlp", "multiclass", (digits.data / 16).tolist(), digits.target),
    written("diabetes", "mlp", "regression", scale(diabetes.data).tolist(), diabetes.target),
    written("texts", "text-classifier", "multiclass", texts, about),
    written("pictures of digits", "image-classifier", "multiclass", paths, digits.target),
]
(directory / "networks.json").write_text(json.dumps(sets))
