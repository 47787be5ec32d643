import "../shared/base.css";
import "../shared/uplot.css";
import "./run.css";
import "./app.ts";
import { startPanel } from "../shared/start.ts";

void startPanel("ty-run-app");
