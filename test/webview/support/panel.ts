import type { Browser, Page } from "playwright-core";
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Message,
} from "vscode-jsonrpc/node";
import type { PanelAction, PanelContract, PanelInput } from "../../../src/protocol/panel.ts";
import { type Handlers, type Notify, serve } from "../../../src/protocol/rpc.ts";
import type { PanelServer } from "./server.ts";
import type { Theme } from "./themes.ts";

export type Answers = Partial<Omit<Handlers<PanelContract>, "panel/start" | "panel/do">>;

export interface PanelOptions {
  input: PanelInput;
  answers: Answers;
  theme?: Theme;
  width?: number;
  height?: number;
  /** 2 is VS Code at 200 %: half the space, twice the pixels. */
  zoom?: number;
}

export interface OpenPanel {
  page: Page;
  notify: Notify<PanelContract>;
  /** What the panel asked VS Code to do. */
  actions: PanelAction[];
  /** Requests to the engine, in order. */
  calls: { method: string; params: unknown }[];
  /** CSP violations, page errors and console errors. */
  problems: string[];
  state(): Promise<unknown>;
  close(): Promise<void>;
}

/** Opens a panel as VS Code would, with a host of our own behind `acquireVsCodeApi`. */
export async function openPanel(browser: Browser, server: PanelServer, options: PanelOptions): Promise<OpenPanel> {
  const { input, answers, theme = "dark", width = 1200, height = 800, zoom = 1 } = options;
  const context = await browser.newContext({
    viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) },
    deviceScaleFactor: zoom,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const problems = watch(page);
  const actions: PanelAction[] = [];
  const calls: OpenPanel["calls"] = [];
  const reader = new PageReader();
  const connection = createMessageConnection(reader, new PageWriter(page));
  const recorded = Object.fromEntries(
    Object.entries(answers).map(([method, answer]) => [
      method,
      (params: unknown, handler: unknown) => {
        calls.push({ method, params });
        return (answer as (params: unknown, handler: unknown) => Promise<unknown>)(params, handler);
      },
    ]),
  );
  const handlers = {
    ...recorded,
    "panel/start": async () => input,
    "panel/do": async (action: PanelAction) => {
      actions.push(action);
      return null;
    },
  };
  const notify = serve<PanelContract>(connection, handlers as unknown as Handlers<PanelContract>, (error) =>
    problems.push(`handler: ${error}`),
  );
  connection.listen();
  await page.exposeFunction("postToHost", (message: Message) => reader.hear(message));
  await page.addInitScript(() => {
    const post = (globalThis as unknown as { postToHost: (message: unknown) => void }).postToHost;
    Object.assign(globalThis, {
      acquireVsCodeApi: () => ({
        postMessage: (message: unknown) => post(message),
        getState: () => JSON.parse(sessionStorage.getItem("state") ?? "null") ?? undefined,
        setState: (state: unknown) => sessionStorage.setItem("state", JSON.stringify(state)),
      }),
    });
  });
  await page.goto(server.url(input.panel, theme));
  return {
    page,
    notify,
    actions,
    calls,
    problems,
    state: () => page.evaluate(() => JSON.parse(sessionStorage.getItem("state") ?? "null")),
    close: async () => {
      connection.dispose();
      await context.close();
    },
  };
}

/** Collects whatever a page complains about, the CSP included. */
export function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(`page: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(`console: ${message.text()}`);
  });
  return problems;
}

class PageReader extends AbstractMessageReader {
  #callback: DataCallback | null = null;

  listen(callback: DataCallback): { dispose(): void } {
    this.#callback = callback;
    return { dispose: () => (this.#callback = null) };
  }

  hear(message: Message): void {
    this.#callback?.(message);
  }
}

class PageWriter extends AbstractMessageWriter {
  #page: Page;

  constructor(page: Page) {
    super();
    this.#page = page;
  }

  async write(message: Message): Promise<void> {
    await this.#page.evaluate((text) => window.postMessage(JSON.parse(text), "*"), JSON.stringify(message)).catch(() => undefined);
  }

  end(): void {
    this.dispose();
  }
}
