// Starts the wall in the hall: no keys, no sign-in, nothing to press.
import { boot } from "../common/boot.tsx";
import { start } from "./store.ts";
import { followVideos } from "./video.ts";
import "./style.css";
import "./scenes.css";
import "./totals.css";
import "./video.css";
import { Hall } from "./views/hall.tsx";

function startAll(): void {
	start();
	followVideos();
}

void boot({ title: "hall.title", needsLogin: false, isUnattended: true, start: startAll, view: Hall });
