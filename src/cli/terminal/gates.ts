import { type GateResult, gateVerdict } from "../../protocol/gate.ts";

/** Each gate, whether it passed, and what was found; empty where there are none. */
export function gateLines(gates: readonly GateResult[] = []): string[] {
  if (gates.length === 0) return [];
  const width = Math.max(...gates.map(({ gate }) => gate.length));
  const lines = gates.map(({ gate, passed, sentence }) => `  ${passed ? "pass" : "FAIL"}  ${gate.padEnd(width)}  ${sentence}`);
  return [`Gates: ${gateVerdict(gates)}`, ...lines];
}
