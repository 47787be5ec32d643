import "../shared/base.css";
import "../shared/uplot.css";
import "../profile/parts.css";
import "../run/parts.css";
import "./report.css";
import "./page.ts";
import type { Report } from "../../src/protocol/run.ts";
import { registerControls } from "../shared/toolkit.ts";
import type { ReportPage } from "./page.ts";

const dark = matchMedia("(prefers-color-scheme: dark)");

/** VS Code names its theme on the body; here the system's preference does. */
function followTheme(): void {
  document.body.classList.toggle("vscode-dark", dark.matches);
  document.body.classList.toggle("vscode-light", !dark.matches);
}

followTheme();
dark.addEventListener("change", followTheme);
registerControls();
const report = JSON.parse(document.getElementById("report")?.textContent ?? "null") as Report;
const page = document.createElement("ty-report") as ReportPage;
page.report = report;
document.body.append(page);
