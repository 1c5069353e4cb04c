// The page /kiosk: the agenda for everybody who passes by. Public, touch first; no sign-in.
import { effect } from "@preact/signals";
import { boot } from "../common/boot.tsx";
import { bindKeys } from "../common/input/keys.ts";
import { keepLive } from "./live.ts";
import { look } from "./store.ts";
import "./style.css";
import { Screen } from "./views/screen.tsx";
import { actions, bindAddress, readDevice, watchIdle } from "./visit.ts";

void boot({
	title: "agenda.title",
	needsLogin: false,
	isUnattended: true,
	start: () => {
		readDevice();
		bindAddress();
		bindKeys(actions);
		watchIdle();
		keepLive();
		effect(() => {
			const root = document.documentElement;
			if (look.value.isContrast) root.dataset["theme"] = "contrast";
			else delete root.dataset["theme"];
		});
	},
	view: Screen,
});
