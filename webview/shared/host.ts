import type { PanelAction, PanelContract, PanelInput } from "../../src/protocol/panel.ts";
import { type Client, createClient } from "../../src/protocol/rpc.ts";
import { connect } from "./rpc.ts";

/** VS Code on the other side of the panel. */
export interface Host {
  client: Client<PanelContract>;
  /** Asks VS Code to do something; what goes wrong there is said there. */
  act(action: PanelAction): Promise<void>;
  /** What the panel showed and how, from before a reload. */
  saved<V>(): PanelState<V> | undefined;
  save<V>(state: PanelState<V>): void;
}

/** Kept by VS Code across reloads. `input` is what its serializer hands back to the extension. */
export interface PanelState<V> {
  input: PanelInput;
  view: V;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** Connects to VS Code. Once per page. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  const client = createClient<PanelContract>(connect((message) => api.postMessage(message)));
  return {
    client,
    act: async (action) => void (await client.request("panel/do", action).catch(() => undefined)),
    saved: <V>() => api.getState() as PanelState<V> | undefined,
    save: (state) => api.setState(state),
  };
}
