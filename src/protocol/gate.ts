/** How a run stands with one gate of its experiment. */
export interface GateResult {
  /** As it was written: `roc_auc >= 0.9`, `better_than: champion`. */
  gate: string;
  passed: boolean;
  /** The figure that was judged; null where there is none. */
  value: number | null;
  /** What was found, for a person. */
  sentence: string;
}

/** What the gates look at beside the figures of all rows: those of the rows of one value of a column. */
export interface SegmentFigures {
  column: string;
  value: string;
  rows: number;
  metrics: Record<string, number>;
}

/** How many failed, in a few words. */
export function gateVerdict(gates: readonly GateResult[]): string {
  const failed = gates.filter(({ passed }) => !passed).length;
  if (failed === 0) return gates.length === 1 ? "gate passed" : `${gates.length} gates passed`;
  return failed === gates.length ? `${failed === 1 ? "gate" : `${failed} gates`} failed` : `${failed} of ${gates.length} gates failed`;
}
