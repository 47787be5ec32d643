import { readFileSync } from "node:fs";
import type { ClientConfig } from "pg";
import { variableOf } from "../../../shared/connection.ts";
import { connectionMissing, connectionUrlWrong } from "./errors.ts";
import { heldUrl } from "./held.ts";

/** URL of a connection: what is held, else the environment's. Throws where there is none. */
export function urlOf(name: string): string {
  const variable = variableOf(name);
  const url = heldUrl(name) ?? process.env[variable];
  if (!url) throw connectionMissing(name, variable);
  return url;
}

/** What a PostgreSQL URL says, as libpq reads it. `name` is what errors call it: they never hold the URL. */
export function configOf(name: string, url: string): ClientConfig {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol)) throw connectionUrlWrong(name, "it is not a PostgreSQL URL");
  const { searchParams } = parsed;
  const decoded = (text: string): string => {
    try {
      return decodeURIComponent(text);
    } catch {
      throw connectionUrlWrong(name, "a % in it is not followed by two hexadecimal digits");
    }
  };
  const host = searchParams.get("host") ?? decoded(parsed.hostname).replace(/^\[(.*)\]$/, "$1");
  const timeout = Number(searchParams.get("connect_timeout") ?? 15);
  const database = decoded(parsed.pathname.slice(1));
  const user = decoded(parsed.username);
  return {
    host: host || "localhost",
    port: Number(parsed.port || searchParams.get("port") || 5432),
    ...(user && { user }),
    ...(parsed.password && { password: decoded(parsed.password) }),
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
