import { render } from "lit";
import type { PanelInput } from "../../src/protocol/panel.ts";
import { factsOf } from "../../src/shared/errors.ts";
import { errorState } from "./error.ts";
import { connectHost, type Host } from "./host.ts";
import { registerControls } from "./toolkit.ts";

/** The element that is a panel. */
export interface PanelApp extends HTMLElement {
  host: Host;
  /** Show this; `view` is how it was shown before a reload. */
  show(input: PanelInput, view: unknown): void;
}

/** Connects to VS Code, asks what to show, and shows it in an element `tag` that fills the page. */
export async function startPanel(tag: string): Promise<void> {
  registerControls();
  const host = connectHost();
  const app = document.createElement(tag) as PanelApp;
  app.host = host;
  document.body.append(app);
  host.client.on("panel/show", (input) => app.show(input, undefined));
  try {
    const input = await host.client.request("panel/start", null);
    const saved = host.saved();
    app.show(input, saved && sameSubject(saved.input, input) ? saved.view : undefined);
  } catch (error) {
    render(errorState(factsOf(error), { retry: () => location.reload() }), document.body);
  }
}

/** Which part of a panel is shown first is no other subject. */
const sameSubject = (a: PanelInput, b: PanelInput): boolean =>
  JSON.stringify({ ...a, section: undefined }) === JSON.stringify({ ...b, section: undefined });
