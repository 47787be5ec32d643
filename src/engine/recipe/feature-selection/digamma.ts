/** The digamma function of a whole number from 1, to 1e-15: raised to 10 by its recurrence, then by its asymptotic series. */
export function digamma(value: number): number {
  let shift = 0;
  let x = value;
  for (; x < 10; x += 1) shift -= 1 / x;
  const s = 1 / (x * x);
  const series = s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s * (1 / 132 - s * (691 / 32760 - s / 12))))));
  return shift + Math.log(x) - 0.5 / x - series;
}
