import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageConnection,
} from "vscode-jsonrpc/browser";

/** Posts plain JSON-RPC objects to whoever is on the other side. */
export type Post = (message: unknown) => void;

/** A JSON-RPC connection over `postMessage`: out by `post`, in by the window's `message` events. */
export function connect(post: Post, inbox: Window = window): MessageConnection {
  const connection = createMessageConnection(new WindowReader(inbox), new PostWriter(post));
  connection.listen();
  return connection;
}

class WindowReader extends AbstractMessageReader {
  #inbox: Window;

  constructor(inbox: Window) {
    super();
    this.#inbox = inbox;
  }

  listen(callback: DataCallback): Disposable {
    const hear = ({ data }: MessageEvent<unknown>) => {
      if (isMessage(data)) callback(data);
    };
    this.#inbox.addEventListener("message", hear);
    return { dispose: () => this.#inbox.removeEventListener("message", hear) };
  }
}

class PostWriter extends AbstractMessageWriter {
  #post: Post;

  constructor(post: Post) {
    super();
    this.#post = post;
  }

  async write(message: Message): Promise<void> {
    this.#post(message);
  }

  end(): void {
    this.dispose();
  }
}

const isMessage = (data: unknown): data is Message => typeof data === "object" && data !== null && "jsonrpc" in data;
