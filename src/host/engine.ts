import type { Contract } from "../protocol/contract.ts";
import type { NotificationsOf, ParamsOf, RequestsOf, ResultOf } from "../protocol/method.ts";
import type { Child } from "../protocol/process/child.ts";
import { Supervisor, type SupervisorState } from "../protocol/process/supervise.ts";
import type { CallOptions, Client } from "../protocol/rpc.ts";
import type { Disposable } from "../shared/disposable.ts";
import { Emitter } from "../shared/emitter.ts";
import { cancelled, TrainyardError } from "../shared/errors.ts";
import { engineLost } from "./errors.ts";

type Notified = keyof NotificationsOf<Contract> & string;
const NOTIFICATIONS = ["run/changed", "runs/changed", "modeltest/progress", "engine/log"] as const satisfies readonly Notified[];

/** A client of the engine that outlives its processes: starts one at first need, and listeners stay through restarts. */
export class Engine implements Client<Contract> {
  /** The process went away without being asked to. */
  readonly onLost: Emitter<void>;
  /** A process is there and answers. */
  readonly onReady: Emitter<Child<Contract>>;
  #supervisor: Supervisor<Contract>;
  #notified = new Map<Notified, Emitter<never>>();
  #generation = 0;

  constructor(start: () => Promise<Child<Contract>>, onError: (error: unknown) => void) {
    this.onLost = new Emitter(onError);
    this.onReady = new Emitter(onError);
    for (const method of NOTIFICATIONS) this.#notified.set(method, new Emitter<never>(onError));
    this.#supervisor = new Supervisor(async () => this.#attach(await start()), onError);
  }

  get state(): SupervisorState {
    return this.#supervisor.state;
  }

  get onState(): Emitter<SupervisorState> {
    return this.#supervisor.onState;
  }

  async request<K extends keyof RequestsOf<Contract> & string>(
    method: K,
    params: ParamsOf<RequestsOf<Contract>[K]>,
    options?: CallOptions,
  ): Promise<ResultOf<RequestsOf<Contract>[K]>> {
    const { client } = await this.#supervisor.get();
    const generation = this.#generation;
    try {
      return await client.request(method, params, options);
    } catch (error) {
      if (!TrainyardError.is(error, "connection-lost")) throw error;
      throw generation === this.#generation ? engineLost() : cancelled();
    }
  }

  on<K extends Notified>(method: K, listener: (params: ParamsOf<NotificationsOf<Contract>[K]>) => void): Disposable {
    return (this.#notified.get(method) as unknown as Emitter<ParamsOf<NotificationsOf<Contract>[K]>>).on(listener);
  }

  /** Ends the process; the next request starts a new one. */
  async reset(): Promise<void> {
    this.#generation += 1;
    await this.#supervisor.reset();
  }

  async stop(): Promise<void> {
    this.#generation += 1;
    await this.#supervisor.stop();
  }

  #attach(child: Child<Contract>): Child<Contract> {
    const generation = this.#generation;
    for (const method of NOTIFICATIONS) child.client.on(method, (params) => this.#notified.get(method)?.fire(params as never));
    void child.exited.then(() => {
      if (generation === this.#generation) this.onLost.fire();
    });
    this.onReady.fire(child);
    return child;
  }
}
