import "../shared/base.css";
import "../grid/grid.css";
import "./prepare.css";
import "./app.ts";
import { startPanel } from "../shared/start.ts";

void startPanel("ty-prepare-app");
