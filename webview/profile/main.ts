import "../shared/base.css";
import "./profile.css";
import "./app.ts";
import { startPanel } from "../shared/start.ts";

void startPanel("ty-profile-app");
