"""Pages of a Parquet file by polars, for bench/grid.bench.mjs: milliseconds as JSON. Sorted rows are held, as a program would."""

import json
import random
import statistics
import sys
import time

import polars as pl

FILE, ROWS = sys.argv[1], int(sys.argv[2])
COLUMNS = ["n0", "n1", "n2", "n3", "i0", "i1", "t0", "t1", "s0", "d0"]


def ms(work):
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def median(work, most):
    return statistics.median(ms(lambda: work(random.randrange(most)).rows()) for _ in range(15))


scan = pl.scan_parquet(FILE).select(COLUMNS)
found = {"page": median(lambda at: scan.slice(at, 50).collect(), ROWS - 50)}
order, kept = [], []
found["sort"] = ms(lambda: order.append(pl.scan_parquet(FILE).select(pl.col("n0").arg_sort(descending=True)).collect()["n0"]))
found["sorted"] = median(lambda at: scan.select(pl.all().gather(order[0].slice(at, 50))).collect(), ROWS - 50)
passing = pl.col("n1").is_between(500, 600, closed="left")
found["filter"] = ms(lambda: kept.append(pl.scan_parquet(FILE).select(passing.arg_true()).collect()["n1"]))
found["filtered"] = median(lambda at: scan.select(pl.all().gather(kept[0].slice(at, 50))).collect(), ROWS // 20)
print(json.dumps(found))
