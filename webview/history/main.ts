import "../shared/base.css";
import "./history.css";
import "./app.ts";
import { startPanel } from "../shared/start.ts";

void startPanel("ty-history-app");
