/** For each row the fold, from 0, that holds it out. Each of these is what scikit-learn's class of that name does unshuffled, on rows in this order. */
export type Assignment = Int32Array;

/** `KFold`: stretches of rows, the first ones a row longer. */
export function kFold(rows: number, folds: number): Assignment {
  const [size, longer] = [Math.floor(rows / folds), rows % folds];
  const limit = longer * (size + 1);
  return Int32Array.from({ length: rows }, (_, row) =>
    row < limit ? Math.floor(row / (size + 1)) : longer + Math.floor((row - limit) / size),
  );
}

/** `StratifiedKFold`: each class spread over the folds, its rows in stretches. `classes`: for each row its class, from 0. */
export function stratifiedKFold(classes: ArrayLike<number>, folds: number): Assignment {
  const codes = byAppearance(classes);
  const count = codes.reduce((a, b) => Math.max(a, b), -1) + 1;
  const sorted = codes.slice().sort();
  const quota = Array.from({ length: count }, () => new Int32Array(folds));
  for (const [i, code] of sorted.entries()) bump(quota[code] as Int32Array, i % folds);
  const at = new Int32Array(count);
  return codes.map((code) => {
    const left = quota[code] as Int32Array;
    while (left[at[code] as number] === 0) bump(at, code);
    bump(left, at[code] as number, -1);
    return at[code] as number;
  });
}

/** `GroupKFold`: the largest group first, each to the fold that has fewest rows so far. `groups`: for each row its group, from 0. */
export function groupKFold(groups: ArrayLike<number>, folds: number): Assignment {
  const sizes = sizesOf(groups);
  const order = [...sizes.keys()].sort((a, b) => (sizes[b] as number) - (sizes[a] as number));
  const rows = new Float64Array(folds);
  const foldOf = new Int32Array(sizes.length);
  for (const group of order) {
    const lightest = rows.indexOf(Math.min(...rows));
    rows[lightest] = (rows[lightest] as number) + (sizes[group] as number);
    foldOf[group] = lightest;
  }
  return Int32Array.from(groups, (group) => foldOf[group] as number);
}

/** `GroupKFold` shuffled: stretches of groups, in their order. */
export function groupStretches(groups: ArrayLike<number>, folds: number): Assignment {
  const foldOf = kFold(sizesOf(groups).length, folds);
  return Int32Array.from(groups, (group) => foldOf[group] as number);
}

/** Numbers in place of codes, from 0 in the order in which they come. */
export function byAppearance(codes: ArrayLike<number>): Int32Array {
  const seen = new Map<number, number>();
  return Int32Array.from(codes, (code) => {
    const known = seen.get(code) ?? seen.size;
    seen.set(code, known);
    return known;
  });
}

function sizesOf(codes: ArrayLike<number>): Int32Array {
  let count = 0;
  for (let row = 0; row < codes.length; row += 1) count = Math.max(count, (codes[row] as number) + 1);
  const sizes = new Int32Array(count);
  for (let row = 0; row < codes.length; row += 1) bump(sizes, codes[row] as number);
  return sizes;
}

function bump(counts: Int32Array, at: number, by = 1): void {
  counts[at] = (counts[at] as number) + by;
}
