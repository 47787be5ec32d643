import add from "@vscode/codicons/src/icons/add.svg";
import arrowDown from "@vscode/codicons/src/icons/arrow-down.svg";
import arrowRight from "@vscode/codicons/src/icons/arrow-right.svg";
import arrowUp from "@vscode/codicons/src/icons/arrow-up.svg";
import chevronDown from "@vscode/codicons/src/icons/chevron-down.svg";
import chevronRight from "@vscode/codicons/src/icons/chevron-right.svg";
import circleFilled from "@vscode/codicons/src/icons/circle-filled.svg";
import circleSlash from "@vscode/codicons/src/icons/circle-slash.svg";
import close from "@vscode/codicons/src/icons/close.svg";
import code from "@vscode/codicons/src/icons/code.svg";
import debugDisconnect from "@vscode/codicons/src/icons/debug-disconnect.svg";
import stop from "@vscode/codicons/src/icons/debug-stop.svg";
import diff from "@vscode/codicons/src/icons/diff.svg";
import error from "@vscode/codicons/src/icons/error.svg";
import exportIcon from "@vscode/codicons/src/icons/export.svg";
import compare from "@vscode/codicons/src/icons/git-compare.svg";
import history from "@vscode/codicons/src/icons/history.svg";
import info from "@vscode/codicons/src/icons/info.svg";
import pass from "@vscode/codicons/src/icons/pass.svg";
import save from "@vscode/codicons/src/icons/save.svg";
import star from "@vscode/codicons/src/icons/star-full.svg";
import sync from "@vscode/codicons/src/icons/sync.svg";
import table from "@vscode/codicons/src/icons/table.svg";
import trash from "@vscode/codicons/src/icons/trash.svg";
import warning from "@vscode/codicons/src/icons/warning.svg";
import { html, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";

const ICONS = {
  add,
  "arrow-down": arrowDown,
  "arrow-right": arrowRight,
  "arrow-up": arrowUp,
  "chevron-down": chevronDown,
  "chevron-right": chevronRight,
  "circle-filled": circleFilled,
  "circle-slash": circleSlash,
  close,
  code,
  compare,
  "debug-disconnect": debugDisconnect,
  diff,
  error,
  export: exportIcon,
  history,
  info,
  pass,
  save,
  "star-full": star,
  stop,
  sync,
  table,
  trash,
  warning,
};

export type IconName = keyof typeof ICONS;

/**
 * A codicon, in the colour of the text around it. Inline SVG: no font to load, and the same in a report page.
 * With `label` it is read out; without, it is decoration.
 */
export const icon = (name: IconName, label?: string, tone = ""): TemplateResult =>
  label === undefined
    ? html`<span class="icon ${tone}" aria-hidden="true">${unsafeHTML(ICONS[name])}</span>`
    : html`<span class="icon ${tone}" role="img" aria-label=${label} title=${label}>${unsafeHTML(ICONS[name])}</span>`;
