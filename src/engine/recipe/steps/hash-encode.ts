import { murmurHash3 } from "../encode/murmur.ts";
import { perColumn, type StepOptions } from "../step.ts";
import { labelAt, numberColumn, rowsOf } from "../values.ts";

/**
 * Spreads categories over a fixed number of columns by their hash, with 1 or -1 in one of them: scikit-learn's
 * `FeatureHasher` of each label. Missing is all zeros.
 */
export const hashEncode = perColumn<StepOptions<"hash-encode">, null>({
  accepts: () => ["category", "text", "number"],
  fit: () => null,
  apply(column, { buckets }) {
    const rows = rowsOf(column);
    const outputs = Array.from({ length: buckets }, () => new Float64Array(rows));
    const hashes = new Map<string, number>();
    for (let row = 0; row < rows; row += 1) {
      const label = labelAt(column, row);
      if (label === null) continue;
      let hash = hashes.get(label);
      if (hash === undefined) {
        hash = murmurHash3(label);
        hashes.set(label, hash);
      }
      (outputs[Math.abs(hash) % buckets] as Float64Array)[row] = hash < 0 ? -1 : 1;
    }
    return outputs.map((values, i) => numberColumn(`${column.name}_${i}`, values));
  },
});
