// Starts the moderator's table: lists, stream, keys, scanner, and what a crash left behind.
import { effect } from "@preact/signals";
import { boot } from "../common/boot.tsx";
import { bindKeys } from "../common/input/keys.ts";
import { bindScanner } from "../common/input/scan.ts";
import { network } from "../common/net/link.ts";
import { actions } from "./actions.ts";
import { addSpeaker } from "./commands.ts";
import { chooseSession, follow, loadAgenda, loadFloor, loadLog, loadSubmitted, loadTally } from "./load.ts";
import { restore, send } from "./outbox.ts";
import "./speakers.css";
import "./floor.css";
import "./entry.css";
import "./log.css";
import "./style.css";
import { entry, isLogOfAll, sessionId } from "./store.ts";
import { Table } from "./views/table.tsx";

function followChoices(): void {
	effect(chooseSession);
	effect(() => {
		void sessionId.value;
		void loadFloor();
	});
	effect(() => {
		void [sessionId.value, isLogOfAll.value];
		void loadLog();
	});
	let pledger: string | null | undefined;
	effect(() => {
		const id = entry.value.who?.id ?? null;
		if (id === pledger) return;
		pledger = id;
		void loadSubmitted();
	});
	effect(() => {
		if (network.value === "open") void send();
	});
}

function start(): void {
	sessionId.value = new URLSearchParams(location.hash.slice(1)).get("session");
	bindKeys(actions);
	bindScanner({ onScan: (code) => void addSpeaker({ code }) });
	void restore();
	void loadAgenda();
	followChoices();
	void loadTally();
	follow();
}

void boot({ title: "moderator.title", needsLogin: true, start, view: Table });
