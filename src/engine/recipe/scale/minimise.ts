const GOLDEN = (3 - Math.sqrt(5)) / 2;
const SMALLEST = Math.sqrt(2.2e-16);
const MOST_STEPS = 500;

/** Where a point of the search lies, and how high. */
interface Point {
  x: number;
  y: number;
}

/**
 * The place between two bounds where a function of one valley is lowest, to `tolerance`: golden-section steps, and
 * parabolas where they help (R. Brent, Algorithms for Minimization without Derivatives, 1973; scipy's `fminbound`).
 */
export function minimise(f: (x: number) => number, [from, to]: readonly [number, number], tolerance: number): number {
  let [low, high] = [from, to];
  const at = (x: number): Point => ({ x, y: f(x) });
  let best = at(low + GOLDEN * (high - low));
  let second = best;
  let third = best;
  let step = 0;
  let before = 0;
  for (let steps = 1; steps < MOST_STEPS; steps += 1) {
    const middle = (low + high) / 2;
    const least = SMALLEST * Math.abs(best.x) + tolerance / 3;
    if (Math.abs(best.x - middle) <= 2 * least - (high - low) / 2) break;
    const jump = Math.abs(before) > least ? vertexOf(best, second, third) : Number.NaN;
    const helps = Math.abs(jump) < Math.abs(before / 2) && best.x + jump > low && best.x + jump < high;
    if (helps) {
      before = step;
      const next = best.x + jump;
      step = next - low < 2 * least || high - next < 2 * least ? least * direction(middle - best.x) : jump;
    } else {
      before = best.x >= middle ? low - best.x : high - best.x;
      step = GOLDEN * before;
    }
    const next = at(best.x + direction(step) * Math.max(Math.abs(step), least));
    if (next.y <= best.y) {
      if (next.x >= best.x) low = best.x;
      else high = best.x;
      [third, second, best] = [second, best, next];
    } else {
      if (next.x < best.x) low = next.x;
      else high = next.x;
      if (next.y <= second.y || second.x === best.x) [third, second] = [second, next];
      else if (next.y <= third.y || third.x === best.x || third.x === second.x) third = next;
    }
  }
  return best.x;
}

/** From the best point to the lowest of the parabola through the three. */
function vertexOf(best: Point, second: Point, third: Point): number {
  const r = (best.x - second.x) * (best.y - third.y);
  const q = (best.x - third.x) * (best.y - second.y);
  return -((best.x - third.x) * q - (best.x - second.x) * r) / (2 * (q - r));
}

const direction = (value: number) => (value < 0 ? -1 : 1);
