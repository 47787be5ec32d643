import type { Report } from "../../../protocol/run.ts";
import { analysesPart } from "./analyses.ts";
import { dataPart } from "./data.ts";
import { evaluationPart } from "./evaluation.ts";
import { explanationPart } from "./explanation.ts";
import { figuresPart, headPart, repeatPart } from "./run.ts";
import { text } from "./table.ts";
import { verdictPart } from "./verdict.ts";

/** A report as Markdown: sentences and tables, no pictures. */
export function markdownReport(report: Report): string {
  const { title, run, evaluation, explanation, profile } = report;
  const lines = [
    `# ${text(title)}`,
    "",
    ...(run ? headPart(run) : []),
    ...verdictPart(report),
    ...(run ? figuresPart(run, evaluation) : []),
    ...(evaluation ? evaluationPart(evaluation) : []),
    ...(evaluation?.analyses ? analysesPart(evaluation.analyses) : []),
    ...(explanation ? explanationPart(explanation) : []),
    ...(run ? repeatPart(run) : []),
    ...(profile ? dataPart(profile) : []),
    "Made by Trainyard.",
  ];
  return `${lines.join("\n").replaceAll(/\n{3,}/g, "\n\n")}\n`;
}
