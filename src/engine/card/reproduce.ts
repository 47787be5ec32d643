import { backendText } from "../../protocol/backend.ts";
import { table, text } from "../report/markdown/table.ts";
import type { CardFacts } from "./facts.ts";

export function reproduceSection({ run }: CardFacts): string[] {
  const { head, dirty, file } = run.code;
  const code = run.commit
    ? `The code as it ran, ${text(file)} and all it stood among, is under \`source/\` of the commit \`${run.commit}\`.`
    : "The run is not kept yet.";
  return [
    "## How to reproduce",
    "",
    `${code} It ran on ${head ? `the commit \`${head}\`` : "a repository without a commit"}${dirty ? ", with uncommitted changes" : ""}.`,
    "",
    "```",
    run.command.join(" "),
    "```",
    "",
  ];
}

export function environmentSection({ run }: CardFacts): string[] {
  const versions = Object.entries(run.versions);
  const backend = run.backend ? [["backend", backendText(run.backend)]] : [["backend", "none: the algorithm needs none"]];
  return [
    "## Environment",
    "",
    ...table(["", ""], [...versions, ...(run.kind === "script" && !run.backend ? [["backend", "not known"]] : backend)]),
  ];
}
