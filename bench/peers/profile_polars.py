"""The work of `trainyard profile`, done with polars: types, counts, moments, exact quantiles, histograms, top values, texts and dates,
Pearson and Spearman between all numbers, Cramer's V and correlation ratio of all categories, duplicates. Ranks are reused where they can be."""
import itertools
import sys

import polars as pl

path = sys.argv[1]
frame = pl.read_csv(path, infer_schema_length=10000, null_values=["", "NA", "N/A", "NULL", "null", "None", "#N/A"], try_parse_dates=True)
numbers = [name for name, kind in frame.schema.items() if kind.is_numeric()]
texts = [name for name, kind in frame.schema.items() if kind == pl.String]
dates = [name for name, kind in frame.schema.items() if kind.is_temporal()]
levels = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]

missing = frame.null_count().row(0, named=True)
distinct = frame.select(pl.all().n_unique()).row(0, named=True)
for name in numbers:
    column = frame[name].drop_nulls()
    column.min(), column.max(), column.mean(), column.std(), column.skew(bias=False), column.kurtosis(bias=False)
    (column == 0).sum(), (column < 0).sum()
    quantiles = [column.quantile(level, "linear") for level in levels]
    low, high = quantiles[2], quantiles[4]
    ((column < low - 1.5 * (high - low)) | (column > high + 1.5 * (high - low))).sum()
    column.hist(bin_count=50)
for name in frame.columns:
    counts = frame[name].value_counts(sort=True, name="__count")
    counts.head(10), (counts["__count"] == 1).sum()
    if name in texts:
        lengths = frame[name].str.len_chars()
        lengths.min(), lengths.max(), lengths.mean(), lengths.median(), lengths.value_counts()
for name in dates:
    spans = frame[name].unique().sort().diff().drop_nulls()
    spans.median(), spans.max(), (spans > spans.median() * 1.5).sum()
    frame[name].dt.weekday().value_counts(), frame[name].dt.month().value_counts()

pairs = list(itertools.combinations(numbers, 2))
frame.select([pl.corr(a, b).alias(f"{a}|{b}") for a, b in pairs])
ranks = frame.select([pl.col(name).rank() for name in numbers])
complete = [(a, b) for a, b in pairs if missing[a] == 0 and missing[b] == 0]
ranks.select([pl.corr(a, b).alias(f"{a}|{b}") for a, b in complete])
for a, b in pairs:
    if (a, b) in complete:
        continue
    both = ranks.select(a, b).drop_nulls()
    both.select(pl.corr(*[pl.col(name) if missing[other] == 0 else pl.col(name).rank() for name, other in ((a, b), (b, a))]))

categories = [name for name in texts if distinct[name] <= 1000]
for a, b in itertools.combinations(categories, 2):
    frame.group_by(a, b).len()
for name in categories:
    frame.group_by(name).agg([pl.col(x).sum().alias(f"{x}_sum") for x in numbers] + [pl.col(x).count().alias(f"{x}_count") for x in numbers])
frame.is_duplicated().sum()
print(frame.height)
