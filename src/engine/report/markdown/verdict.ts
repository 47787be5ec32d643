import type { Report } from "../../../protocol/run.ts";
import { formatNumber } from "../../../shared/format.ts";
import { table, text } from "./table.ts";

/** How the training went and what to try, and how the model does beside the baseline and the champion. */
export function verdictPart({ verdict, versus = [] }: Report): string[] {
  return [
    ...(verdict
      ? [
          "## How the training went",
          "",
          `**${text(verdict.sentence)}**`,
          "",
          ...verdict.evidence.map((one) => `- ${text(one)}`),
          ...(verdict.tries.length > 0 ? ["", "What to try:", "", ...verdict.tries.map(({ text: one }) => `- ${text(one)}`)] : []),
          "",
        ]
      : []),
    ...(versus.length > 0 ? ["## Beside others", ""] : []),
    ...versus.flatMap(({ sentence, name, figures, caveat }) => [
      text(sentence),
      "",
      ...table(
        ["", "this run", name, "difference", "95 % interval", ""],
        figures.map(({ metric, value, other, difference, interval, verdict: is }) => [
          metric,
          value,
          other,
          difference,
          interval ? `${formatNumber(interval[0], 3)} to ${formatNumber(interval[1], 3)}` : "",
          is === "level" ? "no clear difference" : is,
        ]),
      ),
      ...(caveat ? [text(caveat), ""] : []),
    ]),
  ];
}
