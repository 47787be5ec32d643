import { readFileSync } from "node:fs";
import type { ClientConfig } from "pg";
import { connectionMissing, connectionUrlWrong } from "./errors.ts";

/** Environment variable that holds the URL of a connection: `sales-eu` is `TRAINYARD_CONNECTION_SALES_EU`. */
export const variableOf = (name: string): string => `TRAINYARD_CONNECTION_${name.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`;

/** URL of a connection: what the caller holds, else the environment's. Throws where there is none. */
export function urlOf(name: string, held?: (name: string) => string | undefined): string {
  const url = held?.(name) ?? process.env[variableOf(name)];
  if (!url) throw connectionMissing(name, variableOf(name));
  return url;
}

/** What a PostgreSQL URL says, as libpq reads it. `name` is what errors call it: they never hold the URL. */
export function configOf(name: string, url: string): ClientConfig {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol)) throw connectionUrlWrong(name, "it is not a PostgreSQL URL");
  const { searchParams } = parsed;
  const host = searchParams.get("host") ?? decodeURIComponent(parsed.hostname).replace(/^\[(.*)\]$/, "$1");
  const timeout = Number(searchParams.get("connect_timeout") ?? 15);
  const database = decodeURIComponent(parsed.pathname.slice(1));
  const user = decodeURIComponent(parsed.username);
  return {
    host: host || "localhost",
    port: Number(parsed.port || searchParams.get("port") || 5432),
    ...(user && { user }),
    ...(parsed.password && { password: decodeURIComponent(parsed.password) }),
    ...(database && { database }),
    ssl: tlsOf(name, searchParams.get("sslmode"), searchParams.get("sslrootcert")),
    connectionTimeoutMillis: timeout > 0 ? timeout * 1000 : 15_000,
    keepAlive: true,
    application_name: "trainyard",
  };
}

function tlsOf(name: string, mode: string | null, root: string | null): ClientConfig["ssl"] {
  const ca = root === null ? {} : { ca: rootCertificate(name, root) };
  switch (mode) {
    case null:
    case "disable":
    case "allow":
    case "prefer":
      return false;
    case "require":
      return root === null ? { rejectUnauthorized: false } : { ...ca, checkServerIdentity: () => undefined };
    case "no-verify":
      return { rejectUnauthorized: false };
    case "verify-ca":
      return { ...ca, checkServerIdentity: () => undefined };
    case "verify-full":
      return { ...ca, rejectUnauthorized: true };
    default:
      throw connectionUrlWrong(name, "its sslmode is none of disable, prefer, require, verify-ca and verify-full");
  }
}

function rootCertificate(name: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw connectionUrlWrong(name, "the file of its sslrootcert cannot be read");
  }
}
