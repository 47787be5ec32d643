import pg, { type Client, type ClientConfig } from "pg";
import { cancelled } from "../../../shared/errors.ts";
import { configOf } from "./connections.ts";
import { connectTrouble } from "./errors.ts";

/** How long a server has to obey a cancel before the connection is cut. */
const GRACE_MS = 2_000;

export interface Session {
  client: Client;
  server: { name: string; host: string; port: number };
}

/** Opens a connection for `work` and closes it. Aborting the signal cancels what the server is doing. */
export async function withSession<T>(
  name: string,
  url: string,
  signal: AbortSignal | undefined,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const config = configOf(name, url);
  const server = { name, host: config.host as string, port: config.port as number };
  const client = new pg.Client(config);
  client.on("error", () => undefined); // what runs on it rejects by itself
  const stop = () => void cancel(client, config);
  if (signal?.aborted) throw cancelled();
  signal?.addEventListener("abort", stop);
  try {
    await client.connect().catch((error: unknown) => {
      throw signal?.aborted ? cancelled() : connectTrouble(server, error);
    });
    return await work({ client, server });
  } finally {
    signal?.removeEventListener("abort", stop);
    if (signal?.aborted) cut(client);
    else await client.end().catch(() => undefined);
  }
}

async function cancel(client: Client, config: ClientConfig): Promise<void> {
  const { processID } = client as unknown as { processID: number | null };
  setTimeout(() => cut(client), processID ? GRACE_MS : 0).unref();
  if (!processID) return;
  const second = new pg.Client(config);
  second.on("error", () => undefined);
  try {
    await second.connect();
    await second.query("SELECT pg_cancel_backend($1)", [processID]);
  } catch {
    cut(client);
  } finally {
    await second.end().catch(() => undefined);
  }
}

const cut = (client: Client): void => {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
};
