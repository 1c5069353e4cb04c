// The protocol officer's screen: who signs now, who comes next, what blocks, and the declaration itself.
import { startRepeating } from "../common/net/again.ts";
import { boot } from "../common/boot.tsx";
import { bindKeys } from "../common/input/keys.ts";
import { bindScanner } from "../common/input/scan.ts";
import { actions } from "./actions.ts";
import { scanned } from "./commands.ts";
import { restore } from "./drafts.ts";
import { follow } from "./load.ts";
import { wantedId } from "./store.ts";
import "./style.css";
import "./list.css";
import "./text.css";
import { CeremonyView } from "./views/screen.tsx";

function start(): void {
	startRepeating();
	wantedId.value = new URLSearchParams(location.hash.slice(1)).get("declaration");
	bindKeys(actions);
	bindScanner({ onScan: scanned });
	void restore();
	follow();
}

void boot({ title: "ceremony.title", needsLogin: true, start, view: CeremonyView });
