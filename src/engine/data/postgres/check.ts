import { connectTrouble } from "./errors.ts";
import { withSession } from "./session.ts";

/** Logs in and out again. Returns what the server is; throws what is wrong. */
export function checkConnection(name: string, url: string, signal?: AbortSignal): Promise<{ server: string }> {
  return withSession(name, url, signal, async ({ client, server }) => {
    try {
      const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
      return { server: `PostgreSQL ${rows[0]?.server_version.split(" ", 1)[0] ?? ""}`.trim() };
    } catch (error) {
      throw connectTrouble(server, error);
    }
  });
}
