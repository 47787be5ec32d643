"""scikit-learn on the table of models.bench.mjs: prints the milliseconds of fitting, and what the model is to make small."""
import sys
import time

import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.linear_model import Lasso, LogisticRegression, Ridge
from sklearn.metrics import log_loss

directory, rows, features, name = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
x = np.fromfile(f"{directory}/x.f64").reshape(rows, features)
value = np.fromfile(f"{directory}/y.f64")
middle, spread = value.mean(), value.std()
two = (value > middle).astype(int)
three = (value > middle - spread / 2).astype(int) + (value > middle + spread / 2)


def squares(model):
    return np.mean((model.predict(x) - value) ** 2) / spread**2


MODELS = {
    "logistic": (LogisticRegression(C=1 / (1e-4 * rows), tol=1e-6, max_iter=1000), two, lambda m: log_loss(two, m.predict_proba(x))),
    "softmax": (LogisticRegression(C=1 / (1e-4 * rows), tol=1e-6, max_iter=1000), three, lambda m: log_loss(three, m.predict_proba(x))),
    "ridge": (Ridge(alpha=1e-4 * rows), value, squares),
    "lasso": (Lasso(alpha=0.1), value, squares),
    "k-means": (KMeans(8, n_init=3, random_state=1), None, lambda m: m.inertia_),
    "pca": (PCA(5), None, lambda m: m.noise_variance_ * (features - 5)),
}
model, y, loss = MODELS[name]
start = time.perf_counter()
model.fit(x, y)
elapsed = (time.perf_counter() - start) * 1000
print(elapsed, loss(model))
