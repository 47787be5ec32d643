"""The networks of lib/networks.mjs with Keras on TensorFlow: `python compile_keras.py DIRECTORY THREADS NETWORK...` (THREADS 0: as many as there are).

Prints a line of JSON for each: its name, milliseconds of the whole fit, its first epoch, a step after that, one row, 10,000 rows; losses.
"""
import json
import math
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf

L = keras.layers
PREDICTED = 10_000
ASKED_FOR = 300
CATEGORIES = [(1000, 16), (100, 8), (20, 4)]


def chance():
    return L.Dense(1, "sigmoid", name="head")


def mlp():
    return keras.Sequential([keras.Input((20,)), L.Dense(64, "relu", name="first"), L.Dense(64, "relu", name="second"), chance()])


def cnn():
    seeing = dict(kernel_size=3, activation="relu")
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            L.Conv2D(16, name="first", **seeing),
            L.MaxPooling2D(2),
            L.Conv2D(32, name="second", **seeing),
            L.MaxPooling2D(2),
            L.Flatten(),
            L.Dense(10, "softmax", name="head"),
        ]
    )


def wide_and_deep():
    numbers = keras.Input((10,), name="numbers")
    categories = [keras.Input((1,), dtype="int32", name=f"category_{i}") for i in range(len(CATEGORIES))]

    def embedded(kind, width):
        return [
            L.Flatten()(L.Embedding(values, width(wide), name=f"{kind}_{i}")(one))
            for i, (one, (values, wide)) in enumerate(zip(categories, CATEGORIES))
        ]

    deep = L.Dense(64, "relu", name="first")(L.Concatenate()([numbers, *embedded("deep", lambda width: width)]))
    deep = L.Dense(32, "relu", name="second")(deep)
    wide = L.Concatenate()([numbers, *embedded("wide", lambda _: 1)])
    return keras.Model([numbers, *categories], chance()(L.Concatenate()([deep, wide])))


def text():
    words = [keras.Input((50,), dtype="int32"), L.Embedding(5000, 32, name="words"), L.GlobalAveragePooling1D()]
    return keras.Sequential([*words, L.Dense(32, "relu", name="first"), chance()])


def autoencoder():
    return keras.Sequential(
        [
            keras.Input((64,)),
            L.Dense(32, "relu", name="first"),
            L.Dense(8, name="code"),
            L.Dense(32, "relu", name="second"),
            L.Dense(64, name="head"),
        ]
    )


MODELS = {
    "mlp-32": mlp,
    "mlp-256": mlp,
    "cnn": cnn,
    "lstm": lambda: keras.Sequential([keras.Input((20, 8)), L.LSTM(32, name="first"), chance()]),
    "wide-and-deep": wide_and_deep,
    "text": text,
    "autoencoder": autoencoder,
}
LOSSES = {"binaryCrossentropy": "binary_crossentropy", "categoricalCrossentropy": "categorical_crossentropy", "meanSquaredError": "mse"}


class Ends(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.at = []

    def on_epoch_end(self, epoch, logs=None):
        self.at.append(time.perf_counter())


def timed(work):
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def quickest(ways):
    """Milliseconds of the quickest way, once it is warm: the median of many calls, of one where that takes long."""
    times = []
    for way in ways:
        way()
        times.append(timed(way))
    least = min(times)
    way = ways[times.index(least)]
    more = [timed(way) for _ in range(min(1000, int(ASKED_FOR / least)))]
    return middle_of([least, *more])


def middle_of(values):
    return sorted(values)[len(values) // 2]


def measured(directory, name):
    facts = json.loads((directory / f"{name}.json").read_text())

    def array(one):
        return np.fromfile(directory / one["file"], one["dtype"]).reshape(one["shape"])

    def packed(arrays):
        return arrays if len(arrays) > 1 else arrays[0]

    inputs = [array(one) for one in facts["inputs"]]
    x, y = packed(inputs), array(facts["targets"])
    model = MODELS[name]()
    model.compile(optimizer=keras.optimizers.Adam(0.001), loss=LOSSES[facts["loss"]])

    def begin():
        for layer in model.layers:
            own = [array(one) for one in facts["weights"] if one["layer"] == layer.name]
            if own:
                layer.set_weights(own)

    begin()
    ends = Ends()
    began = time.perf_counter()
    found = model.fit(x, y, batch_size=facts["batch"], epochs=facts["epochs"], verbose=0, callbacks=[ends])
    total = time.perf_counter() - began
    later = middle_of([end - begun for begun, end in zip(ends.at, ends.at[1:])])
    losses = found.history["loss"]

    rows = np.arange(PREDICTED) % facts["rows"]
    many = packed([one[rows] for one in inputs])
    row = packed([one[:1] for one in inputs])
    ways = {
        "one": [lambda: model.predict(row, verbose=0), lambda: model.predict_on_batch(row), lambda: np.asarray(model(row))],
        "many": [
            lambda: model.predict(many, verbose=0),
            lambda: model.predict(many, batch_size=1024, verbose=0),
            lambda: model.predict_on_batch(many),
            lambda: np.asarray(model(many)),
        ],
    }
    asked = {size: quickest(all_ways) for size, all_ways in ways.items()}
    begin()
    return {
        "name": name,
        "total": total * 1000,
        "first": (ends.at[0] - began) * 1000,
        "step": later / math.ceil(facts["rows"] / facts["batch"]) * 1000,
        **asked,
        "initial": float(model.evaluate(x, y, batch_size=1024, verbose=0)),
        "early": float(losses[1]),
        "loss": float(losses[-1]),
    }


directory, threads = Path(sys.argv[1]), int(sys.argv[2])
if threads:
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
for name in sys.argv[3:]:
    print(json.dumps(measured(directory, name)), flush=True)
    keras.backend.clear_session()
