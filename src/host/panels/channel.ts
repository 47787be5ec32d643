import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Message,
  type MessageConnection,
} from "vscode-jsonrpc/node";
import type { PanelContract } from "../../protocol/panel.ts";
import { type Handlers, type Notify, serve } from "../../protocol/rpc.ts";
import type { Disposable } from "../../shared/disposable.ts";

/** A page's message port: JSON-RPC messages go through it as plain objects. */
export interface Port {
  post(message: unknown): void;
  listen(listener: (message: unknown) => void): Disposable;
}

/** What a page may ask; each kind of page asks only some of it. */
export type PageHandlers = Partial<Handlers<PanelContract>>;

/** One load of a page; its signal ends with it, and with it what it asked for. */
export type HandlersOf = (session: AbortSignal) => PageHandlers;

export interface Page extends Disposable {
  notify: Notify<PanelContract>;
}

/**
 * Serves whatever page is behind `port`. A page that was loaded again counts its requests from the start, so each
 * `panel/start` begins a new session, and answers to an earlier one are dropped.
 */
export function servePage(port: Port, handlersOf: HandlersOf, onUnexpected: (error: unknown) => void): Page {
  let session: Session | undefined;
  const listener = port.listen((message) => {
    if (!isMessage(message)) return;
    if ("method" in message && message.method === "panel/start") {
      session?.dispose();
      session = new Session(port, handlersOf, onUnexpected);
    }
    session?.receive(message);
  });
  return {
    notify: (method, params) => session?.notify(method, params),
    dispose: () => {
      listener.dispose();
      session?.dispose();
      session = undefined;
    },
  };
}

class Session {
  readonly notify: Notify<PanelContract>;
  #connection: MessageConnection;
  #reader = new PortReader();
  #controller = new AbortController();

  constructor(port: Port, handlersOf: HandlersOf, onUnexpected: (error: unknown) => void) {
    const { signal } = this.#controller;
    this.#connection = createMessageConnection(this.#reader, new PortWriter((message) => signal.aborted || port.post(message)));
    this.notify = serve<PanelContract>(this.#connection, handlersOf(signal) as Handlers<PanelContract>, onUnexpected);
    this.#connection.listen();
  }

  receive(message: Message): void {
    this.#reader.receive(message);
  }

  dispose(): void {
    this.#controller.abort();
    this.#connection.dispose();
  }
}

class PortReader extends AbstractMessageReader {
  #callback: DataCallback | undefined;

  receive(message: Message): void {
    this.#callback?.(message);
  }

  listen(callback: DataCallback): Disposable {
    this.#callback = callback;
    return { dispose: () => (this.#callback = undefined) };
  }
}

class PortWriter extends AbstractMessageWriter {
  #post: (message: Message) => void;

  constructor(post: (message: Message) => void) {
    super();
    this.#post = post;
  }

  async write(message: Message): Promise<void> {
    this.#post(message);
  }

  end(): void {}
}

const isMessage = (value: unknown): value is Message => typeof value === "object" && value !== null && "jsonrpc" in value;
