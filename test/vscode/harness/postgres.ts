import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

export interface AnsweringServer {
  port: number;
  stop(): Promise<void>;
}

/** A loopback port that answers as a PostgreSQL server does: it lets everybody in, and tells its version to whatever is asked. */
export async function answeringServer(version = "16.4"): Promise<AnsweringServer> {
  const server = createServer((socket) => serve(socket, version)).listen(0, "127.0.0.1");
  server.unref(); // a test that fails before it stops the server must still come to its end
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    stop: async () => {
      server.close();
      await once(server, "close");
    },
  };
}

/** A loopback port on which nothing listens, and that no other program is given. */
export const CLOSED_PORT = 1;

const READY = message("Z", Buffer.from("I"));

function serve(socket: Socket, version: string): void {
  socket.on("error", () => socket.destroy());
  socket.once("data", () => {
    socket.write(Buffer.concat([message("R", int(0, 4)), READY]));
    socket.on("data", (asked) => {
      const kind = String.fromCharCode(asked[0] ?? 0);
      if (kind === "Q") socket.write(Buffer.concat([DESCRIPTION, row(version), message("C", text("SHOW")), READY]));
      else if (kind === "X") socket.end();
    });
  });
}

/** One column of text. */
const DESCRIPTION = message("T", int(1, 2), text("server_version"), int(0, 4), int(0, 2), int(25, 4), int(-1, 2), int(-1, 4), int(0, 2));

const row = (value: string): Buffer => message("D", int(1, 2), int(value.length, 4), Buffer.from(value));

/** Its kind, its length and what it holds. */
function message(kind: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(kind), int(body.length + 4, 4), body]);
}

function int(value: number, bytes: 2 | 4): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeIntBE(value, 0, bytes);
  return buffer;
}

function text(value: string): Buffer {
  return Buffer.from(`${value}\0`);
}
