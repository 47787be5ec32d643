/** p values corrected for how many they are: Benjamini and Hochberg (1995), as scipy's `false_discovery_control`. */
export function falseDiscovery(p: readonly number[]): number[] {
  const order = [...p.keys()].sort((a, b) => (p[b] as number) - (p[a] as number));
  const corrected = new Array<number>(p.length);
  let least = 1;
  for (const [i, at] of order.entries()) {
    least = Math.min(least, ((p[at] as number) * p.length) / (p.length - i));
    corrected[at] = least;
  }
  return corrected;
}
