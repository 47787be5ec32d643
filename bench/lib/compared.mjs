const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * A row of the table on how good two models are on the same splits: the mean of the differences, its standard error, and what that says.
 * A mean difference of `noise` standard errors is noise; with few splits, of more.
 */
export function compared(what, { ours, theirs, metric, against, smaller = false, digits = 4, noise = 2 }) {
  const differences = ours.map((value, i) => value - theirs[i]);
  const difference = mean(differences);
  const error = Math.sqrt(mean(differences.map((value) => (value - difference) ** 2)) / (differences.length - 1));
  const better = smaller ? -difference : difference;
  const verdict = Math.abs(better) <= noise * error ? "within noise" : better > 0 ? "better" : "worse";
  const signed = `${difference < 0 ? "" : "+"}${difference.toFixed(digits)}`;
  return {
    what,
    ours: mean(ours),
    theirs: mean(theirs),
    unit: metric,
    digits,
    against,
    aim: `${signed} ± ${error.toFixed(digits)}: ${verdict}`,
    verdict,
  };
}

/** Throws where a row says that ours is worse; else gives all. */
export function noneWorse(rows) {
  const worse = rows.filter(({ verdict }) => verdict === "worse");
  for (const { what, aim } of worse) process.stderr.write(`${what}: ${aim}\n`);
  if (worse.length > 0) throw new Error(`worse beyond noise ${worse.length} times`);
  return rows;
}
