import type { Backend, BackendChoice } from "../protocol/backend.ts";
import type { SupervisorState } from "../protocol/process/supervise.ts";
import type { RunSnapshot } from "../protocol/run.ts";
import { plural } from "../shared/format.ts";
import { escapeMarkdown, liveText } from "./runs/text.ts";

export interface StatusFacts {
  engine: SupervisorState;
  /** The setting. */
  choice: BackendChoice;
  /** What was found, once asked. */
  backend: Backend | null;
  live: readonly RunSnapshot[];
}

export interface StatusText {
  text: string;
  /** Markdown. */
  tooltip: string;
  accessible: string;
  warns: boolean;
}

const ENGINE: Record<SupervisorState, string> = {
  idle: "not started; it starts when needed",
  starting: "starting",
  ready: "ready",
  restarting: "starting again after it ended unexpectedly",
  stopped: "stopped",
};

/** What the status bar says. */
export function statusOf({ engine, choice, backend, live }: StatusFacts): StatusText {
  const name = backend?.name ?? choice;
  const [first] = live;
  const training = first && (live.length === 1 ? `${first.run.name} ${short(first)}` : plural(live.length, "run"));
  const busy = engine === "starting" || engine === "restarting" || training !== undefined;
  const lines = [
    `**Trainyard** engine: ${ENGINE[engine]}`,
    "",
    backend
      ? `Backend: ${escapeMarkdown(`${backend.version}. ${backend.reason}`)}`
      : `Backend: ${choice}, looked for at the first training`,
    ...live.map((snapshot) => `\n${escapeMarkdown(`${snapshot.run.name}: ${liveText(snapshot)}`)}`),
  ];
  return {
    text: `$(${busy ? "sync~spin" : "graph-line"}) Trainyard: ${training ?? name}`,
    tooltip: lines.join("\n"),
    accessible: `Trainyard, engine ${ENGINE[engine]}, backend ${name}${training ? `, training ${training}` : ""}`,
    warns: engine === "restarting" || engine === "stopped",
  };
}

const short = ({ epoch, epochs, phase }: RunSnapshot): string => (epoch > 0 ? `${epoch}${epochs === null ? "" : `/${epochs}`}` : phase);
