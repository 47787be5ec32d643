import type { Alert } from "../../../protocol/profile.ts";

export const alert = (kind: string, columns: string[], message: string, severity: Alert["severity"] = "warning"): Alert => ({
  kind,
  columns,
  message,
  severity,
});
