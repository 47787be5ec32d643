import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { until } from "./wait.ts";

const DEBIAN = "/usr/lib/postgresql";

/** Directory of PostgreSQL's server programs; undefined where there are none. */
function postgresBinaries(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const places = [...versions.map((version) => join(DEBIAN, version, "bin")), ...(process.env.PATH ?? "").split(":")];
  return places.find((place) => existsSync(join(place, "initdb")) && existsSync(join(place, "postgres")));
}

/** Like `startPostgres`; without the server's programs the tests of this `before` are counted, and named, as skipped: CI allows no skips. */
export async function postgresOrSkip(before: Mocha.Context, password: string): Promise<PostgresServer> {
  const binaries = postgresBinaries();
  if (binaries) return startPostgres(binaries, password);
  before.test?.parent?.eachTest((test) => {
    test.title += " (skipped: no PostgreSQL server here; Debian's package postgresql has one)";
  });
  return before.skip();
}

export interface PostgresServer {
  port: number;
  /** Of the superuser, who may log in with this password only. */
  password: string;
  url(parts?: { user?: string; password?: string; database?: string; query?: string }): string;
  run(sql: string): Promise<void>;
  stop(): Promise<void>;
}

/** A throw-away server with a cluster of its own, on a loopback port, run by a user who is not root. */
async function startPostgres(binaries: string, password: string): Promise<PostgresServer> {
  const directory = mkdtempSync(join(tmpdir(), "trainyard-postgres-"));
  const as = owner();
  if (as) {
    chownSync(directory, as.uid, as.gid);
    chmodSync(directory, 0o700);
  }
  const login = join(directory, "password");
  writeFileSync(login, password, { mode: 0o644 });
  const cluster = join(directory, "cluster");
  const rights = as ?? {};
  execFileSync(
    join(binaries, "initdb"),
    ["-D", cluster, "-U", "owner", "-A", "scram-sha-256", `--pwfile=${login}`, "-E", "UTF8", "--locale=C", "--no-sync"],
    {
      ...rights,
      cwd: directory,
      stdio: "pipe",
    },
  );
  const tls = certificate(directory, as);
  const rules = [
    "hostssl tlsonly all 127.0.0.1/32 scram-sha-256",
    "hostnossl tlsonly all 127.0.0.1/32 reject",
    "host all all 127.0.0.1/32 scram-sha-256",
  ];
  writeFileSync(join(cluster, "pg_hba.conf"), `${rules.slice(tls ? 0 : 1).join("\n")}\n`);
  const settings = ["listen_addresses=127.0.0.1", `unix_socket_directories=${directory}`, "fsync=off", ...(tls ?? [])];
  const args = ["-D", cluster, ...settings.flatMap((setting) => ["-c", setting])];
  const urlAt =
    (port: number): PostgresServer["url"] =>
    ({ user = "owner", password: secret = password, database = "postgres", query = "" } = {}) =>
      `postgresql://${user}:${encodeURIComponent(secret)}@127.0.0.1:${port}/${database}${query}`;
  const start = (port: number) =>
    spawn(join(binaries, "postgres"), [...args, "-p", String(port)], { ...rights, cwd: directory, stdio: ["ignore", "ignore", "pipe"] });
  try {
    const { server, port } = await listening(start, (at) => runAt(urlAt(at)(), "SELECT 1"));
    const url = urlAt(port);
    const stop = async () => {
      await ended(server);
      rmSync(directory, { recursive: true, force: true });
    };
    return { port, password, url, run: (sql) => runAt(url(), sql), stop };
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

async function runAt(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The server once it answers: on a free port, and on another where somebody took that one meanwhile. */
async function listening(start: (port: number) => ChildProcess, ask: (port: number) => Promise<void>, tries = 5) {
  const port = await freePort();
  const server = start(port);
  let log = "";
  server.stderr?.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });
  process.once("exit", () => server.kill("SIGKILL"));
  try {
    await until(() => {
      if (server.exitCode !== null) throw new Error(`postgres ended: ${log}`);
      return ask(port).then(
        () => true,
        () => false,
      );
    });
    return { server, port };
  } catch (error) {
    await ended(server);
    if (tries > 1 && log.includes("Address already in use")) return listening(start, ask, tries - 1);
    throw error;
  }
}

/** PostgreSQL refuses to be run by root: the user that Debian made for it, else nobody. */
function owner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const user of ["postgres", "nobody"]) {
    try {
      const id = (flag: string) => Number(execFileSync("id", [flag, user], { encoding: "utf8", stdio: "pipe" }));
      return { uid: id("-u"), gid: id("-g") };
    } catch {
      // the next
    }
  }
  return undefined;
}

/** Settings for encryption by a certificate of its own; undefined where there is no openssl. */
function certificate(directory: string, as: { uid: number; gid: number } | undefined): string[] | undefined {
  const [key, crt] = [join(directory, "server.key"), join(directory, "server.crt")];
  try {
    const subject = ["-subj", "/CN=localhost", "-days", "2"];
    execFileSync("openssl", ["req", "-new", "-x509", "-nodes", "-newkey", "rsa:2048", "-keyout", key, "-out", crt, ...subject], {
      stdio: "pipe",
    });
  } catch {
    return undefined;
  }
  chmodSync(key, 0o600);
  if (as) for (const file of [key, crt]) chownSync(file, as.uid, as.gid);
  return ["ssl=on", `ssl_cert_file=${crt}`, `ssl_key_file=${key}`];
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGINT");
  await gone;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
