// What the bench "compile" is to reach, and whether all have computed the same.
const KERASES = ["keras", "keras212"];
/** Milliseconds that a first epoch may take longer than an eager one. */
const FIRST_MORE = 500;
/** The same weights give the same loss on the same rows. The second epoch's varies with the order of the rows: what was measured has to overlap, but for so much. */
const APART = { initial: 1e-4, early: 0.05 };

/** The figure of the quicker Keras: as it comes, or with the threads that are better for it. */
export function quickerKeras(network, figure, threads = "best") {
  const sides = KERASES.map((side) => (threads === "best" ? network[side] : network[side]?.asItComes));
  const values = sides.map((side) => side?.[figure]).filter((value) => typeof value === "number");
  return values.length === 0 ? null : Math.min(...values);
}

/**
 * Steps from which on a whole fit takes at most the aim's share of the quicker Keras' time as it comes: both have a cost that is paid once and one a
 * step. Null: never.
 */
export function stepsForAim(network) {
  const { ours, aim, epochs, rows, batch } = network;
  const steps = epochs * Math.ceil(rows / batch);
  const [ourStep, theirStep] = [ours?.step, quickerKeras(network, "step", "as it comes")];
  const [ourOnce, theirOnce] = [ours?.total - steps * ourStep, quickerKeras(network, "total", "as it comes") - steps * theirStep];
  if (!(aim * theirStep > ourStep)) return null;
  return Math.max(0, Math.ceil((ourOnce - aim * theirOnce) / (aim * theirStep - ourStep)));
}

/** Rows for the printed table. Throws where somebody has learnt something else. */
export function aimsOf({ networks, scale }) {
  return Object.values(networks).flatMap((network) => {
    const { what, aim, ours, eager } = network;
    if (!ours || !eager) throw new Error(`${what}: nothing was measured.`);
    if (scale === 1) checkLosses(network);
    const row = (of, figure, theirs, against, reached) => ({
      what: `${what}, ${of}`,
      ours: ours[figure],
      theirs,
      unit: "ms",
      against,
      digits: figure === "total" || figure === "first" ? 0 : 3,
      ...(reached && { aim: scale === 1 ? `${reached.aim}: ${reached.is ? "reached" : "MISSED"}` : reached.aim }),
    });
    const ofKeras = (of, figure) =>
      ["as it comes", "best"].map((threads) => {
        const theirs = quickerKeras(network, figure, threads);
        const against = `the quicker Keras${threads === "best" ? ", its best threads" : ""}`;
        return row(of, figure, theirs, against, { aim: `<= ${aim}`, is: ours[figure] <= aim * theirs });
      });
    return [
      ...ofKeras("whole fit", "total"),
      row("whole fit", "total", eager.total, "eager tfjs-node"),
      ...ofKeras("a step", "step"),
      row("a step", "step", eager.step, "eager tfjs-node"),
      row("first epoch", "first", eager.first, "eager tfjs-node", {
        aim: `<= + ${FIRST_MORE} ms`,
        is: ours.first <= eager.first + FIRST_MORE,
      }),
      row("one row", "one", quickerKeras(network, "one"), "the quicker Keras"),
      row("one row", "one", eager.one, "eager tfjs-node"),
      row("10,000 rows", "many", quickerKeras(network, "many"), "the quicker Keras"),
      row("10,000 rows", "many", eager.many, "eager tfjs-node"),
    ];
  });
}

function checkLosses({ what, ours, eager, keras, keras212 }) {
  for (const [name, peer] of Object.entries({ eager, keras, keras212 })) {
    if (!peer) continue;
    for (const [figure, apart] of Object.entries(APART)) {
      const [[least, most], [itsLeast, itsMost]] = [ours.ranges[figure], peer.ranges[figure] ?? [0, 0]];
      const between = Math.max(0, least - itsMost, itsLeast - most);
      if (!(between <= apart * Math.abs(itsMost)))
        throw new Error(`${what}: a loss (${figure}) of ${least} to ${most}, of ${name} ${itsLeast} to ${itsMost}`);
    }
  }
}
