/** One method of a contract; `_` never exists, it only carries the types. */
export interface Request<P, R> {
  kind: "request";
  _?: (params: P) => R;
}

export interface Notification<P> {
  kind: "notification";
  _?: (params: P) => void;
}

export const request = <P, R>(): Request<P, R> => ({ kind: "request" });
export const notification = <P>(): Notification<P> => ({ kind: "notification" });

export type RequestsOf<C> = { [K in keyof C as C[K] extends Request<never, unknown> ? K : never]: C[K] };
export type NotificationsOf<C> = { [K in keyof C as C[K] extends Notification<never> ? K : never]: C[K] };
export type ParamsOf<M> = M extends Request<infer P, unknown> ? P : M extends Notification<infer P> ? P : never;
export type ResultOf<M> = M extends Request<never, infer R> ? R : never;

/** How far a piece of work is. A whole snapshot: a listener needs no earlier one. */
export interface Progress {
  message: string;
  /** 0 to 1; absent while it cannot be told. */
  fraction?: number;
}
