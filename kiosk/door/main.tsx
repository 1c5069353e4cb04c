// The door: the whole screen is the answer to a scan. Phone, tablet or a scanner that types.
import { boot } from "../common/boot.tsx";
import { offline } from "../common/net/offline.ts";
import { start } from "./start.ts";
import "./style.css";
import "./answer.css";
import { DoorView } from "./views/door.tsx";

void boot({ title: "door.title", needsLogin: true, offline, start, view: DoorView });
