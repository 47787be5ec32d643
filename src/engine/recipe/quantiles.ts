/** Middle value; of an even count the mean of the middle two. `values`: none missing, at least one. */
export function median(values: Float64Array): number {
  const half = values.length >> 1;
  const part = values.slice();
  const upper = select(part, half);
  return values.length % 2 === 1 ? upper : (largest(part, half) + upper) / 2;
}

/** The values below which these shares (0 to 1) lie, interpolated linearly as numpy does. `values`: none missing, at least one. */
export function quantiles(values: Float64Array, shares: readonly number[]): number[] {
  const part = values.slice();
  if (shares.length > 3) part.sort();
  return shares.map((share) => {
    const at = share * (values.length - 1);
    const low = Math.floor(at);
    if (shares.length > 3) return between(part[low] as number, part[Math.ceil(at)] as number, at - low);
    const upper = select(part, Math.ceil(at));
    return between(low < at ? largest(part, Math.ceil(at)) : upper, upper, at - low);
  });
}

/** From the nearer end, so that the result never leaves the two. */
const between = (a: number, b: number, share: number) => (share < 0.5 ? a + (b - a) * share : b - (b - a) * (1 - share));

function largest(values: Float64Array, end: number): number {
  let found = values[0] as number;
  for (let i = 1; i < end; i += 1) if ((values[i] as number) > found) found = values[i] as number;
  return found;
}

/** Hoare's quickselect, in place: the value of rank `k`, none above it before it, none below it after it. */
function select(values: Float64Array, k: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = middleOf(values[left] as number, values[(left + right) >> 1] as number, values[right] as number);
    let i = left;
    let j = right;
    while (i <= j) {
      while ((values[i] as number) < pivot) i += 1;
      while ((values[j] as number) > pivot) j -= 1;
      if (i > j) break;
      const swapped = values[i] as number;
      values[i] = values[j] as number;
      values[j] = swapped;
      i += 1;
      j -= 1;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return values[k] as number;
}

const middleOf = (a: number, b: number, c: number) => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
