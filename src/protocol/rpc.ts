import { type CancellationToken, CancellationTokenSource, type MessageConnection, ProgressType, ResponseError } from "vscode-jsonrpc";
import type { Disposable } from "../shared/disposable.ts";
import { cancelled, type ErrorFacts, factsOf, TrainyardError } from "../shared/errors.ts";
import { throttle } from "../shared/throttle.ts";
import type { NotificationsOf, ParamsOf, Progress, RequestsOf, ResultOf } from "./method.ts";

/** Progress reaches the caller at most ten times a second. */
const PROGRESS_EVERY_MS = 100;
const FAILED = -32000;

export interface CallOptions {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

export interface HandlerContext {
  signal: AbortSignal;
  progress(progress: Progress): void;
}

export interface Client<C> {
  request<K extends keyof RequestsOf<C> & string>(
    method: K,
    params: ParamsOf<RequestsOf<C>[K]>,
    options?: CallOptions,
  ): Promise<ResultOf<RequestsOf<C>[K]>>;
  on<K extends keyof NotificationsOf<C> & string>(method: K, listener: (params: ParamsOf<NotificationsOf<C>[K]>) => void): Disposable;
}

export type Handlers<C> = {
  [K in keyof RequestsOf<C>]: (params: ParamsOf<RequestsOf<C>[K]>, context: HandlerContext) => Promise<ResultOf<RequestsOf<C>[K]>>;
};

export type Notify<C> = <K extends keyof NotificationsOf<C> & string>(method: K, params: ParamsOf<NotificationsOf<C>[K]>) => void;

const progressType = new ProgressType<Progress>();
let nextToken = 1;

/** A typed client of whatever `connection` leads to. Errors arrive as `TrainyardError`s with the sender's facts. */
export function createClient<C>(connection: MessageConnection): Client<C> {
  const listeners = new Map<string, Set<(params: never) => void>>();
  return {
    async request(method, params, { signal, onProgress } = {}) {
      if (signal?.aborted) throw cancelled();
      const source = new CancellationTokenSource();
      const token = nextToken++;
      const abort = () => source.cancel();
      signal?.addEventListener("abort", abort, { once: true });
      const listener = onProgress && connection.onProgress(progressType, token, onProgress);
      try {
        return (await connection.sendRequest(method, params, token, source.token)) as never;
      } catch (error) {
        throw receivedError(error);
      } finally {
        listener?.dispose();
        signal?.removeEventListener("abort", abort);
        source.dispose();
      }
    },
    // A connection knows one listener a method; here there may be several.
    on(method, listener) {
      const all = listeners.get(method) ?? new Set();
      const tell = (params: unknown) => {
        for (const hear of [...all]) hear(params as never);
      };
      if (!listeners.has(method)) connection.onNotification(method, tell);
      listeners.set(method, all);
      const hear = (params: never) => listener(params);
      all.add(hear);
      return { dispose: () => all.delete(hear) };
    },
  };
}

/** Answers requests on `connection` with `handlers`; returns the function that sends the contract's notifications. */
export function serve<C>(connection: MessageConnection, handlers: Handlers<C>, onUnexpected: (error: unknown) => void): Notify<C> {
  for (const [method, handler] of Object.entries(handlers) as [string, Handlers<C>[keyof Handlers<C>]][]) {
    connection.onRequest(method, async (params, token: number, cancellation: CancellationToken): Promise<never> => {
      const controller = new AbortController();
      if (cancellation.isCancellationRequested) controller.abort();
      const listener = cancellation.onCancellationRequested(() => controller.abort());
      const progress = throttle<Progress>(
        (value) => void connection.sendProgress(progressType, token, value).catch(() => undefined),
        PROGRESS_EVERY_MS,
      );
      try {
        const result = await handler(params, { signal: controller.signal, progress: progress.push });
        progress.flush();
        return (result ?? null) as never;
      } catch (error) {
        if (!TrainyardError.is(error) && !controller.signal.aborted) onUnexpected(error);
        const facts = controller.signal.aborted && !TrainyardError.is(error) ? cancelled().facts : factsOf(error);
        return new ResponseError<ErrorFacts>(FAILED, facts.message, facts) as never;
      } finally {
        listener.dispose();
      }
    });
  }
  return (method, params) => {
    const gone = () => undefined; // nobody is left to hear it
    try {
      connection.sendNotification(method, params).catch(gone);
    } catch {
      gone();
    }
  };
}

function receivedError(error: unknown): TrainyardError {
  if (error instanceof ResponseError && isFacts(error.data)) return new TrainyardError(error.data);
  return new TrainyardError({ ...factsOf(error), code: "connection-lost" }, { cause: error });
}

const isFacts = (data: unknown): data is ErrorFacts =>
  typeof data === "object" && data !== null && "code" in data && "remedy" in data && "kind" in data;
