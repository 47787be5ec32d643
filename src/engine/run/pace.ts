const WINDOW_MS = 20_000;
const LEAST_MS = 250;

/**
 * Milliseconds that a training has left at its recent pace, told whenever it moved on: `fraction` done, 0 to 1, at the time
 * `now`. Null until the pace can be told. The pace is that of the last 20 s, so that what held it up before is forgotten.
 */
export function paceOf(): (fraction: number | null, now: number) => number | null {
  let seen: { fraction: number; now: number }[] = [];
  return (fraction, now) => {
    if (fraction === null) {
      seen = [];
      return null;
    }
    const last = seen.at(-1);
    if (last && fraction < last.fraction) seen = [];
    if (last?.fraction !== fraction || seen.length === 0) seen.push({ fraction, now });
    while (seen.length > 2 && now - (seen[1]?.now ?? now) > WINDOW_MS) seen.shift();
    const first = seen[0] as { fraction: number; now: number };
    const [done, took] = [fraction - first.fraction, now - first.now];
    return done <= 0 || took < LEAST_MS ? null : ((1 - fraction) / done) * took;
  };
}
