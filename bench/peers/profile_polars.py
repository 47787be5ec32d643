"""The work of `trainyard profile`, done with polars: types, counts, moments, exact quantiles, histograms, top values, correlation, duplicates."""
import sys

import polars as pl

path = sys.argv[1]
frame = pl.read_csv(path, infer_schema_length=10000, null_values=["", "NA", "N/A", "NULL", "null", "None", "#N/A"])
numbers = [name for name, kind in frame.schema.items() if kind.is_numeric()]
levels = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]

frame.null_count()
frame.select(pl.all().n_unique())
for name in numbers:
    column = frame[name].drop_nulls()
    column.min(), column.max(), column.mean(), column.std(), column.skew(bias=False), column.kurtosis(bias=False)
    (column == 0).sum(), (column < 0).sum()
    quantiles = [column.quantile(level, "linear") for level in levels]
    low, high = quantiles[2], quantiles[4]
    ((column < low - 1.5 * (high - low)) | (column > high + 1.5 * (high - low))).sum()
    column.hist(bin_count=50)
for name in frame.columns:
    frame[name].value_counts(sort=True, name="__count").head(10)
    if frame.schema[name] == pl.String:
        lengths = frame[name].str.len_chars()
        lengths.min(), lengths.max(), lengths.mean()
frame.select([pl.corr(a, b).alias(f"{a}|{b}") for i, a in enumerate(numbers) for b in numbers[i + 1 :]])
frame.is_duplicated().sum()
print(frame.height)
