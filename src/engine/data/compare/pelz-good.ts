const PI2 = Math.PI ** 2;

/**
 * P(D <= x) of one sample of n for large n: K0(z) + K1(z) / n^(1/2) + K2(z) / n + K3(z) / n^(3/2) with z = x n^(1/2),
 * after Pelz and Good, "Approximating the lower tail-areas of the Kolmogorov-Smirnov one-sample statistic" (1976).
 */
export function pelzGood(n: number, x: number): number {
  const z = Math.sqrt(n) * x;
  const [z2, z4, z6, z8] = [z ** 2, z ** 4, z ** 6, z ** 8];
  if (-PI2 / 8 / z2 < -708) return 0;
  let [k0, k1, k2, k3] = [0, 0, 0, 0];
  for (let k = Math.ceil((16 * z) / Math.PI); k >= 1; k -= 1) {
    const m2 = (2 * k - 1) ** 2; // odd squares
    const [a, a2, a3] = [(PI2 / 4) * m2, (PI2 ** 2 / 16) * m2 ** 2, (PI2 ** 3 / 64) * m2 ** 3];
    const weight = Math.exp((-PI2 * m2) / 8 / z2);
    k0 += weight;
    k1 += weight * (a - z2);
    k2 += weight * (6 * z6 + 2 * z4 + (2 * z4 - 5 * z2) * a + (1 - 2 * z2) * a2);
    k3 += weight * (-30 * z6 - 90 * z8 + (135 * z4 - 96 * z6) * a + (212 * z4 - 60 * z2) * a2 + (5 - 30 * z2) * a3);
  }
  let [extra2, extra3] = [0, 0];
  for (let k = Math.ceil((16 * z) / Math.PI); k >= 1; k -= 1) {
    const weight = k ** 2 * Math.exp((-PI2 * k ** 2) / 2 / z2);
    extra2 += weight;
    extra3 += weight * (3 * z2 - PI2 * k ** 2);
  }
  const scale = Math.sqrt(2 * Math.PI);
  const terms = [
    k0 / z,
    k1 / (6 * z4),
    k2 / (72 * z ** 7) - (PI2 * extra2) / (36 * z ** 3),
    k3 / (6480 * z ** 10) + (PI2 * extra3) / (216 * z6),
  ];
  return terms.reduce((sum, term, i) => sum + (scale * term) / n ** (i / 2), 0);
}
