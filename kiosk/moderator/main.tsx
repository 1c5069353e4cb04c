// Starts the moderator's table: lists, stream, keys, scanner, and what a crash left behind.
import { effect } from "@preact/signals";
import { boot } from "../common/boot.tsx";
import { bindKeys } from "../common/input/keys.ts";
import { bindScanner } from "../common/input/scan.ts";
import { startRepeating } from "../common/net/again.ts";
import { loadAlerts } from "../common/net/alerts.ts";
import { network } from "../common/net/link.ts";
import { actions } from "./actions.ts";
import { addSpeaker } from "./floor.ts";
import { chooseSession, follow, loadAgenda, loadFloor, loadHearings, loadLog, loadScene, loadSubmitted, loadTally } from "./load.ts";
import { restore, send, setForm } from "./outbox.ts";
import { EMPTY_SHEET, type Sheet, isBlank, nextOf } from "./sheet.ts";
import "./speakers.css";
import "./floor.css";
import "./entry.css";
import "./log.css";
import "./record.css";
import "./wall.css";
import "./style.css";
import { entry, form, isLogOfAll, sessionId, statement } from "./store.ts";
import { Table } from "./views/table.tsx";

function followChoices(): void {
	effect(chooseSession);
	effect(() => {
		void sessionId.value;
		void loadFloor();
		void loadHearings();
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
	effect(forgetStatement);
	effect(() => {
		if (network.value === "open") void send();
	});
}

/** The next statement: what was kept for further pledges of the last one goes, unless something is typed. */
let before: string | null = null;
function forgetStatement(): void {
	const id = statement.value?.id ?? null;
	if (id === before) return;
	before = id;
	const kept = form.peek();
	if (kept.of === null && isBlank({ ...kept, byHand: {}, more: {} }) && isKeptOnly(kept)) setForm(EMPTY_SHEET);
}

function isKeptOnly(sheet: Sheet): boolean {
	return JSON.stringify(sheet) === JSON.stringify(nextOf(sheet));
}

function start(): void {
	startRepeating();
	sessionId.value = new URLSearchParams(location.hash.slice(1)).get("session");
	bindKeys(actions);
	bindScanner({ onScan: (code) => void addSpeaker({ code }) });
	void restore();
	void loadAgenda();
	followChoices();
	void loadTally();
	void loadScene();
	void loadAlerts();
	follow();
}

void boot({ title: "moderator.title", needsLogin: true, start, view: Table });
