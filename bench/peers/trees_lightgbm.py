"""LightGBM on the table of trees.bench.mjs: prints the milliseconds of binning and training, the last fifth judged after each tree, and its log loss at the end."""
import sys
import time

import lightgbm
import numpy as np

directory, rows, features = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
x = np.fromfile(f"{directory}/x.f64").reshape(features, rows).T.copy()
y = np.fromfile(f"{directory}/y.f64")
train = rows * 4 // 5
params = dict(objective="binary", num_leaves=31, learning_rate=0.1, verbose=-1)
start = time.perf_counter()
learnt = lightgbm.Dataset(x[:train], y[:train], params={"verbose": -1})
model = lightgbm.train(params, learnt, 100, valid_sets=[lightgbm.Dataset(x[train:], y[train:], reference=learnt)])
elapsed = (time.perf_counter() - start) * 1000
p = np.clip(model.predict(x[train:]), 1e-15, 1 - 1e-15)
loss = -np.mean(y[train:] * np.log(p) + (1 - y[train:]) * np.log(1 - p))
print(elapsed, loss)
