/** URLs that a client of this engine has given, by the name of their connection: in this process's memory and nowhere else. */
let held: ReadonlyMap<string, string> = new Map();

export function holdConnections(connections: Readonly<Record<string, string>>): void {
  held = new Map(Object.entries(connections));
}

export const heldUrl = (name: string): string | undefined => held.get(name);
