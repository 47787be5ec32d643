"""The networks of networks.mjs with Keras: `python networks_keras.py DIRECTORY SCALE` prints JSON, of each set the score of each split and the seconds it took."""
import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf

L = keras.layers
directory, scale = Path(sys.argv[1]), float(sys.argv[2])
EPOCHS = {"mlp": 60, "text-classifier": 15, "image-classifier": 15}
LENGTH = 30


def mlp(outputs):
    return [keras.Input((outputs[1],)), L.Dense(64, "relu"), L.Dense(32, "relu"), L.Dense(outputs[0])]


def text(outputs):
    words = [keras.Input((LENGTH,), dtype="int32"), L.Embedding(2000, 16, mask_zero=True), L.GlobalAveragePooling1D()]
    return [*words, L.Dense(16, "relu"), L.Dense(outputs[0])]


def image(outputs):
    seeing = dict(kernel_size=3, padding="same", activation="relu")
    blocks = [layer for filters in (16, 32) for layer in (L.Conv2D(filters, **seeing), L.MaxPooling2D(2))]
    return [keras.Input((8, 8, 1)), *blocks, L.Flatten(), L.Dense(64, "relu"), L.Dense(outputs[0])]


NETWORKS = {"mlp": mlp, "text-classifier": text, "image-classifier": image}


def tokens(texts, train):
    """0 is padding, 1 unknown."""
    counts = Counter(word for row in train for word in texts[row].split())
    numbers = {word: place + 2 for place, (word, _) in enumerate(counts.most_common(1998))}
    ids = np.zeros((len(texts), LENGTH), "int32")
    for row, words in enumerate(texts):
        for place, word in enumerate(words.split()[:LENGTH]):
            ids[row, place] = numbers.get(word, 1)
    return ids


def pixels(paths):
    return np.stack([tf.io.decode_png(Path(path).read_bytes(), 1).numpy() for path in paths]) / np.float32(255)


if os.environ.get("TF_NUM_INTRAOP_THREADS") == "1":
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
said = {}
for one in json.loads((directory / "networks.json").read_text()):
    y, regression = np.array(one["y"]), one["task"] == "regression"
    said[one["name"]] = dict(scores=[], seconds=[])
    for seed, test in enumerate(one["tests"]):
        train = np.setdiff1d(np.arange(len(y)), test)
        keras.utils.set_random_seed(seed)
        began = time.perf_counter()
        if one["algorithm"] == "text-classifier":
            x = tokens(one["x"], train)
        else:
            x = pixels(one["x"]) if one["algorithm"] == "image-classifier" else np.array(one["x"], "float32")
        middle, spread = (y[train].mean(), y[train].std()) if regression else (0, 1)
        scaled = ((y - middle) / spread).astype("float32")
        outputs = 1 if regression else len(set(one["y"]))
        model = keras.Sequential(NETWORKS[one["algorithm"]]((outputs, x.shape[-1])))
        loss = "mse" if regression else keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(optimizer=keras.optimizers.Adam(0.001), loss=loss, metrics=[] if regression else ["accuracy"])
        held = (x[test], scaled[test])
        epochs = max(2, round(EPOCHS[one["algorithm"]] * scale))
        model.fit(x[train], scaled[train], batch_size=32, epochs=epochs, validation_data=held, verbose=0)
        said[one["name"]]["seconds"].append(time.perf_counter() - began)
        found = model.predict(x[test], verbose=0)
        if regression:
            said[one["name"]]["scores"].append(float(np.sqrt(np.mean((found[:, 0] * spread + middle - y[test]) ** 2))))
        else:
            said[one["name"]]["scores"].append(float(np.mean(found.argmax(1) == y[test])))
        keras.backend.clear_session()
print(json.dumps(said))
