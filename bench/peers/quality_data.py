"""Real tables, and what rows of them to test on: `quality_data.py DIRECTORY PENGUINS SEEDS` writes sets.json.

Five come with scikit-learn; the penguins are a CSV file, with categories and missing values.
"""
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn import datasets
from sklearn.model_selection import train_test_split

directory, penguins, seeds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])


def written(name, frame, y, task):
    y = np.asarray(y, dtype=float)
    columns = []
    for column in frame:
        values = frame[column]
        if isinstance(values.dtype, pd.CategoricalDtype):
            columns.append(dict(kind="category", name=str(column), levels=list(values.cat.categories), codes=values.cat.codes.tolist()))
        else:
            columns.append(dict(kind="number", name=str(column), values=[None if np.isnan(v) else v for v in values.astype(float)]))
    splits = [
        sorted(train_test_split(np.arange(len(y)), test_size=0.25, random_state=seed, stratify=None if task == "regression" else y)[1].tolist())
        for seed in range(seeds)
    ]
    return dict(name=name, task=task, columns=columns, y=y.tolist(), tests=splits)


def bundled(name, load, task):
    found = load()
    return written(name, pd.DataFrame(found.data), found.target, task)


birds = pd.read_csv(penguins)
for column in ("species", "island", "sex"):
    birds[column] = pd.Categorical(birds[column], sorted(birds[column].dropna().unique()))
measured = birds.dropna(subset=["body_mass_g"])
sexed = birds.dropna(subset=["sex"])
sets = [
    bundled("breast cancer", datasets.load_breast_cancer, "binary"),
    bundled("wine", datasets.load_wine, "multiclass"),
    bundled("iris", datasets.load_iris, "multiclass"),
    bundled("digits", datasets.load_digits, "multiclass"),
    bundled("diabetes", datasets.load_diabetes, "regression"),
    written("penguins' species", birds.drop(columns="species"), birds.species.cat.codes, "multiclass"),
    written("penguins' sex", sexed.drop(columns="sex"), sexed.sex.cat.codes, "binary"),
    written("penguins' mass", measured.drop(columns="body_mass_g"), measured.body_mass_g, "regression"),
]
(directory / "sets.json").write_text(json.dumps(sets))
