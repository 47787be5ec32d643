import { contract } from "./contract.ts";
import { notification, request } from "./method.ts";

/** What a panel is about; it survives a reload of the window. */
export type PanelInput =
  | { panel: "profile"; folder: string; file: string; target?: string }
  /** One run, or several overlaid and compared. */
  | { panel: "run"; folder: string; runs: string[] }
  | { panel: "history"; folder: string };

export type PanelKind = PanelInput["panel"];

/** What a panel asks VS Code to do. */
export type PanelAction =
  | { action: "open-runs"; runs: string[] }
  | { action: "reveal-code"; run: string }
  | { action: "show-code-changes"; runs: [string, string] }
  | { action: "stop-run"; run: string }
  | { action: "delete-run"; run: string }
  | { action: "train"; file: string }
  /** Without a file, asks for one. */
  | { action: "new-experiment"; file?: string; target?: string }
  | { action: "profile"; file?: string; target?: string }
  | { action: "show-history" }
  | { action: "init-repository" }
  | { action: "show-output" }
  /** Asks where, then writes. */
  | { action: "save-as"; name: string; text: string };

/**
 * Between a webview and the extension host. Requests of the engine's contract are forwarded as they are;
 * errors keep their facts, so that a panel can show the remedy.
 */
export const panelContract = {
  "panel/start": request<null, PanelInput>(),
  "panel/do": request<PanelAction, null>(),
  /** Show something else in the same panel (it follows the file in focus). */
  "panel/show": notification<PanelInput>(),

  "store/state": contract["store/state"],
  "dataset/profile": contract["dataset/profile"],
  "run/list": contract["run/list"],
  "run/show": contract["run/show"],
  "run/curve": contract["run/curve"],
  "run/report": contract["run/report"],
  "run/changed": contract["run/changed"],
  "runs/changed": contract["runs/changed"],
} as const;

export type PanelContract = typeof panelContract;
