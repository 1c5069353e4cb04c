// How every screen starts: language, sign-in where needed, catalogue, clock; then the screen's root view. Not for what a screen does after that.
import { effect, signal } from "@preact/signals";
import { render, type VNode } from "preact";
import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/parts.css";
import "../styles/strip.css";
import "../styles/emergency.css";
import { catalogue, loadCatalogue, loadMe } from "./net/catalogue.ts";
import { startClock } from "./net/clock.ts";
import { leaveSignedOut } from "./net/login.ts";
import type { Offline } from "./net/offline.ts";
import { reportScreen } from "./net/screen.ts";
import { listenMeanwhile } from "./net/stream.ts";
import { setDay } from "./text/format.ts";
import { lang, startLang, t, type Key } from "./text/t.ts";
import { Announcer } from "./ui/announce.tsx";
import { EmergencyOverlay } from "./ui/emergency.tsx";
import { markFreshness } from "./ui/strip.tsx";

export interface Screen {
	title: Key;
	/** Sends those who are not signed in to /login, and back here afterwards. */
	needsLogin: boolean;
	/** Start and login pages work without the day's lists. */
	needsCatalogue?: boolean;
	/** Opens without the server, too: its page, its login and its lists are kept for that. */
	offline?: Offline;
	/** Nobody sits at it: an emergency takes all of it, and where its device was let in it tells the office what it shows. */
	isUnattended?: boolean;
	/** The room it hangs at; "" none. */
	room?: string;
	/** Called once, when messages, login and catalogue are there, before the first drawing. */
	start?: () => void;
	view: () => VNode;
}

const isReady = signal(false);
const hasFailed = signal(false);
const RETRY_MS = 2000;

export async function boot(screen: Screen): Promise<void> {
	startClock();
	effect(markFreshness);
	const lists = screen.offline?.lists ?? loadCatalogue;
	// Who needs no sign-in asks for lists and words at once; the first drawing waits for both.
	const early = screen.needsLogin || screen.needsCatalogue === false ? null : lists();
	await untilDone(startLang);
	effect(() => {
		void lang.value;
		document.title = t(screen.title);
	});
	const root = document.getElementById("root");
	if (root === null) return;
	// A page that came with something to look at keeps it until it can be itself, or has to say why it cannot.
	const show = (): void => {
		if (root.querySelector("[data-early]") !== null) root.replaceChildren();
		render(<Frame screen={screen} />, root);
	};
	if (root.childElementCount === 0) show();
	const stop = effect(() => {
		if (isReady.value || hasFailed.value) show();
	});
	void screen.offline?.start();
	if (screen.needsLogin && !(await untilSignedIn(screen.offline?.load ?? loadMe))) return;
	if (screen.needsCatalogue !== false) {
		await early;
		if (catalogue.peek() === null) await untilDone(lists);
		const loaded = catalogue.peek();
		if (loaded !== null) setDay(loaded);
	}
	screen.start?.();
	listenMeanwhile();
	if (screen.isUnattended === true) void reportScreen();
	isReady.value = true;
	stop();
}

function Frame({ screen }: { screen: Screen }): VNode {
	return (
		<>
			{isReady.value ? <screen.view /> : <Waiting />}
			<EmergencyOverlay isUnattended={screen.isUnattended === true} room={screen.room ?? ""} />
			<Announcer />
		</>
	);
}

function Waiting(): VNode {
	return <main class="waiting" aria-busy="true"><p role="status">{hasFailed.value ? t("ui.waiting.server") : t("ui.waiting")}</p></main>;
}

async function untilSignedIn(load: typeof loadMe): Promise<boolean> {
	let state = await load();
	while (state === "unknown") {
		await failedOnce();
		state = await load();
	}
	hasFailed.value = false;
	if (state === "out") await leaveSignedOut();
	return state === "in";
}

async function untilDone(load: () => Promise<boolean>): Promise<void> {
	while (!(await load())) await failedOnce();
	hasFailed.value = false;
}

function failedOnce(): Promise<void> {
	hasFailed.value = true;
	return new Promise((resolve) => window.setTimeout(resolve, RETRY_MS * (0.75 + Math.random() / 2)));
}

