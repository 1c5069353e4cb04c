// Starts the wall in the hall: no keys, no sign-in, nothing to press.
import { boot } from "../common/boot.tsx";
import { start } from "./store.ts";
import "./style.css";
import "./scenes.css";
import "./totals.css";
import { Hall } from "./views/hall.tsx";

void boot({ title: "hall.title", needsLogin: false, isUnattended: true, start, view: Hall });
