// Measurements of the bench "compile": all sides in turn, as many times as asked for, and their medians.

const FITTED = ["total", "first", "step", "initial", "early", "loss"];
const ASKED = ["one", "many"];
/** Threads with which the first measurement took so much longer than with the others, for everything, are not measured again. */
const CLOSE = 1.1;

/**
 * Each measure is `side`, `threads`, the `names` of its networks and `run(names, repeat)`, which gives figures with a name. One that
 * fails is tried again, told, and counted out.
 */
export async function repeated(measures, repeats) {
  const found = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const first = [...found];
    for (const [i, { side, threads, names, run }] of measures.entries()) {
      const worth = repeat === 0 ? names : names.filter((name) => isWorth(first, { side, threads, name }));
      if (worth.length === 0) continue;
      process.stderr.write(
        `\r${repeat + 1} of ${repeats}: ${i + 1} of ${measures.length} (${side}, ${threads}, ${worth.join(" ")})\u001b[K`,
      );
      try {
        const said = await run(worth, repeat).catch((error) => {
          process.stderr.write(`\n${side}, ${worth.join(" ")}: ${error.message} (tried again)\n`);
          return run(worth, repeat);
        });
        for (const one of said) found.push({ side, threads, ...one });
      } catch (error) {
        process.stderr.write(`\n${side}, ${worth.join(" ")}: ${error.message}\n`);
      }
    }
  }
  return found;
}

/** Keras as it comes is always measured: that is what most have. */
function isWorth(found, { side, threads, name }) {
  if (side.startsWith("keras") && threads === "all") return true;
  const modes = found.filter((one) => one.side === side && one.name === name);
  const own = modes.find((one) => one.threads === threads);
  if (!own || modes.length === 1) return true;
  return ["total", ...ASKED].some((key) => own[key] <= CLOSE * Math.min(...modes.map((one) => one[key])));
}

/** Of each side its medians, with as many threads as did it better: of the whole fit, and of each prediction; `asItComes`: with all. */
export function sidesOf(found, name) {
  const sides = {};
  for (const side of new Set(found.map((one) => one.side))) {
    const of = (threads) => found.filter((one) => one.name === name && one.side === side && one.threads === threads);
    const most = Math.max(of("all").length, of("one").length);
    const modes = ["all", "one"].filter((threads) => most > 0 && of(threads).length === most);
    if (modes.length === 0) continue;
    const figure = (threads, key) => medianOf(of(threads).map((one) => one[key]));
    const best = (key) => modes.reduce((least, one) => (figure(one, key) < figure(least, key) ? one : least));
    const fitted = best("total");
    sides[side] = {
      threads: { fit: fitted, one: best("one"), many: best("many") },
      ...Object.fromEntries(FITTED.map((key) => [key, figure(fitted, key)])),
      ...Object.fromEntries(ASKED.map((key) => [key, figure(best(key), key)])),
      ranges: Object.fromEntries(["initial", "early"].map((key) => [key, rangeOf([...of("all"), ...of("one")].map((one) => one[key]))])),
      asItComes: Object.fromEntries([...FITTED, ...ASKED].map((key) => [key, figure("all", key)])),
      refused: of(fitted).find((one) => one.why)?.why ?? null,
      all: { all: of("all"), one: of("one") },
    };
  }
  return sides;
}

/** The least and the largest. */
function rangeOf(values) {
  const numbers = values.filter((value) => typeof value === "number");
  return numbers.length === 0 ? null : [Math.min(...numbers), Math.max(...numbers)];
}

function medianOf(values) {
  const numbers = values.filter((value) => typeof value === "number").sort((a, b) => a - b);
  return numbers.length === 0 ? null : numbers[Math.floor(numbers.length / 2)];
}
