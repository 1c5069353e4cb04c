// The page /kiosk: the agenda for everybody who passes by. Public, touch first; no sign-in.
import { effect } from "@preact/signals";
import { boot } from "../common/boot.tsx";
import { bindKeys } from "../common/input/keys.ts";
import { offline } from "../common/net/offline.ts";
import { forgetKeys } from "./keys.ts";
import { askEarly, keepLive } from "./live.ts";
import { bindBadges, forgetOwn } from "./own.ts";
import { look } from "./store.ts";
import "./style.css";
import { Screen } from "./views/screen.tsx";
import { actions, bindAddress, go, readDevice, watchIdle, whenForgotten } from "./visit.ts";

askEarly();
void boot({
	title: "agenda.title",
	needsLogin: false,
	offline,
	isUnattended: true,
	start: () => {
		readDevice();
		bindAddress();
		bindKeys(actions);
		bindBadges(() => go({ view: "own" }));
		whenForgotten(forgetOwn);
		whenForgotten(forgetKeys);
		watchIdle();
		keepLive();
		effect(() => {
			const root = document.documentElement;
			if (look.value.isContrast) root.dataset["theme"] = "contrast";
			else delete root.dataset["theme"];
			root.toggleAttribute("data-large", look.value.isLarge);
		});
	},
	view: Screen,
});
