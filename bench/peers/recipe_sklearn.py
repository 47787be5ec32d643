"""The steps of bench/lib/recipe-child.mjs, done with scikit-learn; prints the milliseconds that fitting and applying takes."""
import json
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, MinMaxScaler, OneHotEncoder, StandardScaler

directory = Path(sys.argv[1])
columns = {}
for column in json.loads((directory / "columns.json").read_text()):
    name, kind = column["name"], column["kind"]
    values = np.fromfile(directory / name, dtype=np.int32 if kind == "category" else np.float64)
    if kind == "category":
        columns[name] = pd.Categorical.from_codes(values, column["levels"])
    else:
        columns[name] = pd.to_datetime(values, unit="ms") if kind == "date" else values
frame = pd.DataFrame(columns)


def parts(dates):
    found = []
    for name in dates:
        date = dates[name].dt
        month, day = 2 * np.pi * (date.month - 1) / 12, 2 * np.pi * date.day_of_week / 7
        found += [date.year, np.sin(month), np.cos(month), np.sin(day), np.cos(day)]
    return np.column_stack(found)


named = lambda kind: [name for name in frame if name.startswith(kind)]
recipe = ColumnTransformer([
    ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), named("number")),
    ("counts", MinMaxScaler(), named("count")),
    ("categories", OneHotEncoder(handle_unknown="ignore", sparse_output=False), named("category")),
    ("dates", FunctionTransformer(parts), named("date")),
])
start = time.perf_counter()
recipe.fit(frame)
matrix = recipe.transform(frame)
took = time.perf_counter() - start
assert matrix.shape == (len(frame), 72), matrix.shape
print(took * 1000)
