import type { Node } from "./ast.ts";
import { argumentCount, functionUnknown } from "./errors.ts";
import { FUNCTIONS, type PlainFunction, type Present } from "./functions.ts";
import { alike, type Compiled, type Context, checked, type Value, wanted } from "./typing.ts";

type Call = Extract<Node, { type: "call" }>;

/** A call of a function on values that are compiled already. */
export function compileCall(call: Call, args: Compiled[], context: Context): Compiled {
  const special = Object.hasOwn(SPECIAL, call.name) ? SPECIAL[call.name] : undefined;
  if (special) return special(call, args);
  const plain = Object.hasOwn(FUNCTIONS, call.name) ? FUNCTIONS[call.name] : undefined;
  if (!plain) throw functionUnknown(call.at, call.name, [...Object.keys(SPECIAL), ...Object.keys(FUNCTIONS)]);
  return compilePlain(plain, call, args, context);
}

function compilePlain({ takes, least, more, returns, of }: PlainFunction, call: Call, args: Compiled[], context: Context): Compiled {
  const { name, at } = call;
  const most = more ? Number.POSITIVE_INFINITY : takes.length;
  const range = more ? `${least} or more` : least === most ? String(least) : `${least} or ${most}`;
  if (args.length < least || args.length > most) throw argumentCount(at, name, range, args.length);
  for (const [i, arg] of args.entries()) wanted(arg, takes[Math.min(i, takes.length - 1)] as PlainFunction["returns"], name);
  const read = (row: number): Value => {
    const values: Present[] = [];
    for (const arg of args) {
      const value = arg.read(row);
      if (value === null) return null;
      values.push(value);
    }
    return checked(of(...values), at, `${name}(${values.map((value) => JSON.stringify(value)).join(", ")})`, row, context);
  };
  return { type: returns, at, read };
}

/** Functions that look at missing values, or at some of their values only. */
const SPECIAL: Readonly<Record<string, (call: Call, args: Compiled[]) => Compiled>> = {
  /** `if(condition, then, else)`: missing where the condition is; only the branch taken is worked out. */
  if({ name, at }, args) {
    const [condition, yes, no] = args as [Compiled, Compiled, Compiled];
    if (args.length !== 3) throw argumentCount(at, name, "3: a condition, and a value for each case", args.length);
    wanted(condition, "number", name);
    const type = alike([yes, no], name, at);
    const read = (row: number) => {
      const holds = condition.read(row);
      return holds === null ? null : (holds !== 0 ? yes : no).read(row);
    };
    return { type, at, read };
  },

  is_missing({ name, at }, args) {
    const [value] = args as [Compiled];
    if (args.length !== 1) throw argumentCount(at, name, "1", args.length);
    return { type: "number", at, read: (row) => Number(value.read(row) === null) };
  },

  /** The first value that is there. */
  coalesce({ name, at }, args) {
    if (args.length === 0) throw argumentCount(at, name, "1 or more", 0);
    const read = (row: number) => {
      for (const arg of args) {
        const value = arg.read(row);
        if (value !== null) return value;
      }
      return null;
    };
    return { type: alike(args, name, at), at, read };
  },

  min: (call, args) => extreme(call, args, (value, best) => value < best),
  max: (call, args) => extreme(call, args, (value, best) => value > best),
};

/** Of numbers or dates; missing as soon as one of them is. */
function extreme({ name, at }: Call, args: Compiled[], better: (value: number, best: number) => boolean): Compiled {
  if (args.length === 0) throw argumentCount(at, name, "1 or more", 0);
  const type = alike(args, name, at);
  if (type !== "date") for (const arg of args) wanted(arg, "number", name);
  const read = (row: number) => {
    let best: number | null = null;
    for (const arg of args) {
      const value = arg.read(row);
      if (value === null) return null;
      if (best === null || better(Number(value), best)) best = Number(value);
    }
    return best;
  };
  return { type, at, read };
}
