import { posix } from "node:path";
import type { RecordedModule } from "../../script/recorded.ts";
import { scriptNotInlined } from "./errors.ts";

interface Inlined {
  /** The files one after another, without imports and exports. */
  source: string;
  /** What the main file exports, by names that stand in the source. */
  exports: string[];
}

const IMPORT = /^[ \t]*import\s+(?:type\s+)?(?<what>[^"';]*?)\s*from\s*["'](?<from>[^"']+)["'][^\n;]*;?[ \t]*$/gm;
const TYPE_IMPORT = /^[ \t]*import\s+type\b/;
const EXPORTED = /^[ \t]*export\s+(?=(?:declare\s+|abstract\s+)?(?:async\s+)?(?:function\*?|const|let|var|class|interface|type|enum)\b)/gm;
const EXPORTED_NAME = /^[ \t]*export\s+(?:async\s+)?(?:function\*?|const|let|var)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gmu;
const LIST = /^[ \t]*export\s+(?:type\s+)?\{[^}]*\};?[ \t]*$/gm;

/**
 * A user's module as statements that can stand in a function: its files in the order in which they need each other, in
 * one scope. Throws `code-script-not-inlined` for what cannot be brought to that: packages, default exports, renamed names.
 */
export function inlined({ main, files }: RecordedModule): Inlined {
  const done = new Set<string>();
  const parts: string[] = [];
  const visit = (name: string): void => {
    if (done.has(name)) return;
    done.add(name);
    const text = files[name] as string;
    const bare = text.replace(IMPORT, (statement: string, ...rest: unknown[]) => {
      const { what, from } = rest.at(-1) as { what: string; from: string };
      if (TYPE_IMPORT.test(statement) && find(name, from, files) === undefined) throw scriptNotInlined(main, `it imports ${from}`);
      const found = find(name, from, files);
      if (found === undefined) throw scriptNotInlined(main, `it imports ${from}`);
      if (found.endsWith(".json")) return `const ${what} = ${files[found]?.trim()};`;
      if (!/^\{[^}]*\}$/.test(what) || /\bas\b/.test(what)) throw scriptNotInlined(main, `it imports "${what}" from ${from}`);
      visit(found);
      return "";
    });
    const own = bare.replace(EXPORTED, "").replace(LIST, "");
    if (/^[ \t]*(?:import|export)\b|\brequire\(|\bexports\b/m.test(own)) throw scriptNotInlined(main, "of how it imports or exports");
    parts.push(`// ${name}\n${own.trim()}`);
  };
  visit(main);
  const source = parts.join("\n\n").replace(/^(?=.)/gm, "  ");
  return { source, exports: exportsOf(files[main] as string) };
}

function exportsOf(text: string): string[] {
  const lists = text.match(LIST) ?? [];
  const listed = lists.flatMap((statement) => statement.replace(/^[^{]*\{|\}[^}]*$/g, "").split(",")).map((name) => name.trim());
  return [...[...text.matchAll(EXPORTED_NAME)].map(([, name]) => name as string), ...listed.filter((name) => /^[\w$]+$/.test(name))];
}

/** The recorded file that `from` names. */
function find(name: string, from: string, files: RecordedModule["files"]): string | undefined {
  if (!/^\.{0,2}\//.test(from)) return undefined;
  const at = posix.join(posix.dirname(name), from);
  const stem = at.replace(/\.(?:js|mjs|cjs)$/, "");
  return [
    at,
    ...[".ts", ".mts", ".cts", ".js", ".mjs", ".cjs", ".json"].flatMap((extension) => [`${stem}${extension}`, `${at}${extension}`]),
  ].find((candidate) => Object.hasOwn(files, candidate));
}
