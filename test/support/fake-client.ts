import type { Contract } from "../../src/protocol/contract.ts";
import type { NotificationsOf, ParamsOf } from "../../src/protocol/method.ts";
import type { Client } from "../../src/protocol/rpc.ts";
import { Emitter } from "../../src/shared/emitter.ts";

type Answers = Record<string, (params: never) => unknown>;
type Notified = keyof NotificationsOf<Contract> & string;

/** A client that answers from a table, remembers what it was asked, and can speak up by itself. */
export class FakeClient implements Client<Contract> {
  readonly asked: { method: string; params: unknown }[] = [];
  #answers: Answers;
  #notified = new Map<string, Emitter<unknown>>();

  constructor(answers: Answers = {}) {
    this.#answers = answers;
  }

  answer(answers: Answers): void {
    this.#answers = { ...this.#answers, ...answers };
  }

  request: Client<Contract>["request"] = async (method, params) => {
    this.asked.push({ method, params });
    const answer = this.#answers[method];
    if (!answer) throw new Error(`No answer for ${method}.`);
    return (await answer(params as never)) as never;
  };

  on: Client<Contract>["on"] = (method, listener) => this.#emitter(method).on(listener as (value: unknown) => void);

  say<K extends Notified>(method: K, params: ParamsOf<NotificationsOf<Contract>[K]>): void {
    this.#emitter(method).fire(params);
  }

  count(method: string): number {
    return this.asked.filter((call) => call.method === method).length;
  }

  #emitter(method: string): Emitter<unknown> {
    const emitter = this.#notified.get(method) ?? new Emitter<unknown>();
    this.#notified.set(method, emitter);
    return emitter;
  }
}
