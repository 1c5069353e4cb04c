// The registration desk: find a person, check in, print the badge, next. Keyboard and scanner first.
import { boot } from "../common/boot.tsx";
import { offline } from "../common/net/offline.ts";
import { start } from "./start.ts";
import "./style.css";
import { DeskView } from "./views/desk.tsx";

void boot({ title: "desk.title", needsLogin: true, offline, start, view: DeskView });
