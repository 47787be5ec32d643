import { cancelled, failure, inputError, TrainyardError } from "../../../shared/errors.ts";
import { databaseTrouble } from "../duckdb-errors.ts";
import { type QueryFile, queryDenied, queryNotSelect, queryStopped, queryWrong } from "../query/errors.ts";
import { fromCodePoints } from "../query/text.ts";

const WHERE = "Look at its URL: the environment variable, or Trainyard: Add Database Connection.";

export const connectionMissing = (name: string, variable: string) =>
  inputError({
    code: "connection-missing",
    message: `There is no database connection "${name}".`,
    remedy: `Set the environment variable ${variable} to its URL, or run Trainyard: Add Database Connection.`,
  });

export const connectionUrlWrong = (name: string, why: string) =>
  inputError({
    code: "connection-url-wrong",
    message: `The connection "${name}" cannot be used: ${why}.`,
    remedy: "Its URL must be of the form postgresql://user:password@host:5432/database; write special characters as %40.",
  });

interface Server {
  name: string;
  host: string;
  port: number;
}

const unreachable = ({ name, host, port }: Server, cause: unknown) =>
  failure(
    {
      code: "database-unreachable",
      message: `The PostgreSQL server of "${name}" (${host}, port ${port}) cannot be reached.`,
      remedy: "Check that it runs, that its host and port are right, and that no firewall is between.",
    },
    cause,
  );

const lost = ({ name }: Server, cause: unknown) =>
  failure(
    {
      code: "database-connection-lost",
      message: `The PostgreSQL server of "${name}" closed the connection.`,
      remedy: "Try again; if it happens again, look at the server's log.",
    },
    cause,
  );

const refused = (code: string, message: string, remedy: string, cause: unknown) => inputError({ code, message, remedy }, cause);

/** What `pg` throws while it connects, as an error of ours. Nothing of the URL but host and port is told. */
export function connectTrouble(server: Server, error: unknown): unknown {
  if (error instanceof TrainyardError) return error;
  const { code = "", message = "" } = error as { code?: string; message?: string };
  const name = `"${server.name}"`;
  // The cause may quote what it was given, so that it is not kept where it speaks of the login.
  const told = new Error(`PostgreSQL: ${code}`);
  if (/^(28000|28P01)$/.test(code) && /no encryption|SSL off/i.test(message))
    return refused(
      "database-wants-tls",
      `The server of ${name} takes encrypted connections only.`,
      "Add ?sslmode=require to its URL.",
      told,
    );
  if (/^28/.test(code) || /password must be a string|SASL/i.test(message))
    return refused("database-login-refused", `The server of ${name} refuses the user or the password.`, WHERE, told);
  if (code === "3D000") return refused("database-unknown", `The server of ${name} has no database of that name.`, WHERE, told);
  if (/does not support SSL/i.test(message))
    return refused(
      "database-without-tls",
      `The server of ${name} has no encryption.`,
      "Take sslmode out of its URL, or switch encryption on in the server.",
      told,
    );
  if (/certificate|self.signed|altname/i.test(`${code} ${message}`))
    return refused(
      "database-certificate",
      `The certificate of the server of ${name} cannot be verified.`,
      "Name the authority with sslrootcert=FILE in its URL, or use sslmode=require.",
      told,
    );
  if (/^(53300|57P03|53400)$/.test(code))
    return failure(
      { code: "database-busy", message: `The server of ${name} takes no more connections now.`, remedy: "Try again in a while." },
      told,
    );
  return unreachable(server, told);
}

/** What the server says of a query, with its place in the file. `prefix`: code points that were sent before the query. */
export function queryTrouble(query: QueryFile, server: Server, error: unknown, prefix: number, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return cancelled();
  if (error instanceof TrainyardError) return error;
  const { code = "", message = "", position } = error as { code?: string; message?: string; position?: string };
  const at = position === undefined ? null : fromCodePoints(query.text, Math.max(0, Number(position) - 1 - prefix));
  if (code === "25006") return queryNotSelect(query, at ?? 0);
  if (code === "42601" && /multiple commands/.test(message)) return queryNotSelect(query, 0);
  if (code === "42501") return queryDenied(query, message);
  if (code === "57014") return queryStopped(query);
  if (/^(57P|08)/.test(code) || /Connection terminated|ECONNRESET|EPIPE/.test(`${code} ${message}`)) return lost(server, error);
  if (/^[0-9A-Z]{5}$/.test(code)) return queryWrong(query, (message.split("\n", 1)[0] as string).replace(/[.\s]+$/, ""), at, error);
  return databaseTrouble(error);
}
