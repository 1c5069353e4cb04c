// Starts the screen on the lectern: the speaker's clock, and nothing to press.
import { boot } from "../common/boot.tsx";
import { start } from "./store.ts";
import "./style.css";
import { Lectern } from "./views/lectern.tsx";

void boot({ title: "lectern.title", needsLogin: false, isUnattended: true, start, view: Lectern });
