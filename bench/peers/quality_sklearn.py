"""LightGBM and scikit-learn's forest on sets.json, and how good they and Trainyard's (ours.json) are on the test rows.

`quality_sklearn.py DIRECTORY` prints JSON: of each set and model what each side scored, split by split.
"""
import json
import sys
from pathlib import Path

import lightgbm
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.metrics import roc_auc_score, root_mean_squared_error

directory = Path(sys.argv[1])
ours = json.loads((directory / "ours.json").read_text())


def frame_of(columns):
    def values(column):
        if column["kind"] == "category":
            return pd.Categorical.from_codes(column["codes"], column["levels"])
        return np.array([np.nan if value is None else value for value in column["values"]])

    return pd.DataFrame({column["name"]: values(column) for column in columns})


def boosted(task, x, y, test, train, seed):
    params = dict(num_leaves=31, learning_rate=0.1, min_child_samples=20, n_estimators=100, verbose=-1, n_jobs=1)
    model = (lightgbm.LGBMRegressor if task == "regression" else lightgbm.LGBMClassifier)(**params)
    model.fit(x.iloc[train], y[train])
    return model.predict(x.iloc[test]) if task == "regression" else model.predict_proba(x.iloc[test])


def forest(task, x, y, test, train, seed):
    # As codes, so that a split asks for as many columns as ours; it has no categories of its own.
    x = x.apply(lambda column: column.cat.codes.where(column.cat.codes >= 0) if isinstance(column.dtype, pd.CategoricalDtype) else column)
    model = (RandomForestRegressor if task == "regression" else RandomForestClassifier)(100, random_state=seed, n_jobs=1)
    model.fit(x.iloc[train], y[train])
    return model.predict(x.iloc[test]) if task == "regression" else model.predict_proba(x.iloc[test])


def score(task, y, said):
    if task == "regression":
        return root_mean_squared_error(y, said)
    return roc_auc_score(y, said[:, 1]) if task == "binary" else roc_auc_score(y, said, multi_class="ovr", average="macro")


found = []
for one in json.loads((directory / "sets.json").read_text()):
    task, y, x = one["task"], np.array(one["y"]), frame_of(one["columns"])
    for model, fit in {"gradient-boosted-trees": boosted, "random-forest": forest}.items():
        scores = dict(ours=[], theirs=[])
        for seed, test in enumerate(one["tests"]):
            train = np.setdiff1d(np.arange(len(y)), test)
            mine = np.array(ours[one["name"]][model][seed])
            mine = mine if task == "regression" else mine.reshape(len(test), -1)
            scores["ours"].append(score(task, y[test], mine))
            scores["theirs"].append(score(task, y[test], fit(task, x, y, test, train, seed)))
        found.append(dict(set=one["name"], task=task, model=model, **scores))
print(json.dumps(found))
