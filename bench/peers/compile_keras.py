"""The networks of compile.mjs with Keras on TensorFlow: `python compile_keras.py MODEL SCALE`. Prints ms of the first fit and of a step after that."""
import json
import math
import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np

L = keras.layers


def mlp(batch):
    return batch, 10_000, 10, (20,), lambda: [L.Dense(64, "relu"), L.Dense(64, "relu")]


MODELS = {
    "mlp-32": mlp(32),
    "mlp-256": mlp(256),
    "cnn": (
        32,
        2_000,
        4,
        (28, 28, 1),
        lambda: [L.Conv2D(16, 3, activation="relu"), L.MaxPooling2D(2), L.Conv2D(32, 3, activation="relu"), L.MaxPooling2D(2), L.Flatten()],
    ),
    "lstm": (32, 2_000, 4, (20, 8), lambda: [L.LSTM(32)]),
}

name, scale = sys.argv[1:]
batch, all_rows, epochs, shape, layers = MODELS[name]
rows = max(2 * batch + 1, round(all_rows * float(scale)))
x = np.random.default_rng(1).standard_normal((rows, *shape)).astype("float32")
y = (x.reshape(rows, -1)[:, :4].sum(1, keepdims=True) > 0).astype("float32")
model = keras.Sequential([keras.Input(shape), *layers(), L.Dense(1, "sigmoid")])
model.compile(optimizer=keras.optimizers.Adam(0.001), loss="binary_crossentropy")


def timed():
    start = time.perf_counter()
    model.fit(x, y, batch_size=batch, epochs=epochs, verbose=0)
    return (time.perf_counter() - start) * 1000


total = timed()
step = timed() / (epochs * math.ceil(rows / batch))
loss = float(model.evaluate(x, y, batch_size=1024, verbose=0))
print(json.dumps({"total": total, "step": step, "loss": loss}))
