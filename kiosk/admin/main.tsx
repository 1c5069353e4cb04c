// The office: the people, badges, printers and doors of the day, as tables one works with.
import { startRepeating } from "../common/net/again.ts";
import { boot } from "../common/boot.tsx";
import { followAddress } from "./route.ts";
import { follow } from "./shell.ts";
import "./style.css";
import "./screens.css";
import "./tables.css";
import "./panels.css";
import "./privacy.css";
import "./system.css";
import "./journal.css";
import "./reports.css";
import "./agenda/grid.css";
import "./agenda/parts.css";
import "./agenda/day.css";
import "./groups/groups.css";
import { AdminView } from "./views/screen.tsx";

function start(): void {
	startRepeating();
	followAddress();
	follow();
}

void boot({ title: "admin.title", needsLogin: true, start, view: AdminView });
