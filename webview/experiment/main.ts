import "../shared/base.css";
import "../grid/grid.css";
import "../prepare/prepare.css";
import "./experiment.css";
import "./app.ts";
import { startPanel } from "../shared/start.ts";

void startPanel("ty-experiment-app");
