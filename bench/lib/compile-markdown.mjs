// The tables of the bench "compile" as Markdown.
import { quickerKeras, stepsForAim } from "./compile-aims.mjs";
import { machineText } from "./machine.mjs";

const SECONDS = new Set(["total", "first"]);
const TABLES = {
  total: "Whole fit with everything that is made in it, seconds",
  step: "A step after the first epoch, milliseconds",
  first: "First epoch, seconds",
  one: "Prediction of one row, milliseconds",
  many: "Prediction of 10,000 rows, milliseconds",
};

/** `whole`: all figures; `short`: the fit and its step. */
export function compiledMarkdown(results) {
  const { versions, networks, machine, repeats } = results;
  const SIDES = {
    ours: "compiled",
    eager: "eager",
    wasm: "wasm",
    keras: `Keras ${versions.keras}`,
    keras212: `Keras ${versions.keras212}`,
  };
  const table = (figure) => {
    const aimed = figure === "total" || figure === "step";
    const rows = Object.values(networks).map((network) => {
      const ratios = (aimed ? ["as it comes", "best"] : ["best"]).map(
        (threads) => network.ours?.[figure] / quickerKeras(network, figure, threads),
      );
      const first = network.ours?.first - network.eager?.first;
      const verdict =
        figure === "first"
          ? [signed(first / 1000)]
          : [...ratios.map((ratio) => ratio.toFixed(2)), ...(aimed ? [verdictOf(ratios, network.aim)] : [])];
      const length = figure === "total" ? [lengthOf(network), fromOf(stepsForAim(network))] : [];
      return [network.what, ...Object.keys(SIDES).map((side) => cell(network[side], figure)), ...verdict, ...length];
    });
    const last =
      figure === "first" ? ["beyond eager"] : aimed ? ["of Keras' as it comes", "at its best", "aim"] : ["of Keras' at its best"];
    const length = figure === "total" ? ["steps made", "holds from"] : [];
    return markdownTable([[TABLES[figure], ...Object.values(SIDES), ...last, ...length], ...rows]);
  };
  const facts = `${machineText(machine)}, ${versions.tensorflow}; medians of ${repeats}, ${machine.date}. ¹ one thread, which is quicker there than all.`;
  return {
    whole: [
      ...Object.keys(TABLES).map(table),
      `${facts} Keras as it comes is the quicker of the two with TensorFlow's own choice of threads, at its best with the better of one thread and all. A fit holds its aim, against Keras as it comes, from so many steps on: both pay something once, and something a step.`,
    ].join("\n\n"),
    short: [shortTable(networks, versions), facts].join("\n\n"),
  };
}

function shortTable(networks, versions) {
  const rows = Object.values(networks).map((network) => [
    network.what,
    ...["total", "step"].flatMap((figure) => ["ours", "eager", "keras", "keras212"].map((side) => cell(network[side], figure))),
  ]);
  const sides = ["compiled", "eager", `Keras ${versions.keras}`, versions.keras212];
  return markdownTable([["", ...sides.map((side) => `${side}, s`), ...sides.map((side) => `${side}, ms a step`)], ...rows]);
}

function cell(side, figure) {
  const value = side?.[figure];
  if (typeof value !== "number") return "-";
  const threads = side.threads[figure === "one" || figure === "many" ? figure : "fit"];
  return `${digits(SECONDS.has(figure) ? value / 1000 : value)}${threads === "one" ? " ¹" : ""}`;
}

const lengthOf = ({ epochs, rows, batch }) => (epochs * Math.ceil(rows / batch)).toLocaleString("en-US");
const fromOf = (steps) => (steps === null ? "never" : `${steps.toLocaleString("en-US")} steps`);
const digits = (value) => (value < 100 ? value.toPrecision(3) : Math.round(value).toLocaleString("en-US"));
const signed = (value) => `${value < 0 ? "" : "+"}${value.toFixed(2)}`;

function verdictOf([asItComes, best], aim) {
  if (best <= aim) return `${aim}: reached`;
  return asItComes <= aim ? `${aim}: reached, not of its best` : `${aim}: missed`;
}

const markdownTable = ([head, ...rows]) =>
  [head, head.map((_, i) => (i === 0 ? "---" : "--:")), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
