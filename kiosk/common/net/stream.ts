// The page's one EventSource on /api/live. It keeps the link state and the clock; notices only name what changed, the screen asks again.
// Who follows the wall gets its view itself. Whatever a screen listens to, it hears of an emergency.
import { effect } from "@preact/signals";
import type { Instant, Notice, Topic, Wall } from "../wire/types.ts";
import { loadMe, me } from "./catalogue.ts";
import { ask } from "./api.ts";
import { setServerTime } from "./clock.ts";
import { meetEpoch } from "./epoch.ts";
import { emergencyChanged } from "./emergency.ts";
import { heard, setNetwork } from "./link.ts";
import { leaveSignedOut } from "./login.ts";
import { doubt, isDrill, isLeaving, onReturn, reached } from "./reach.ts";

export { refetcher } from "./refetch.ts";

export interface StreamOptions {
	topics?: Topic[];
	onNotice?(notice: Notice): void;
	/** The wall as it is now; called after every change of it. What it was before the stream began is asked for by onReset. */
	onWall?(wall: Wall): void;
	/** Something may have been missed: fetch everything again. Also called when a new connection starts without a replay. */
	onReset(): void;
	/** The first connection stands: what was asked for before it may have changed since, and no notice will say so. */
	onBegin?(): void;
	/** The server was restarted (another boot): its pages may be newer. */
	onBoot?(): void;
}

/** The server beats every 4 s; three missed beats and the connection is taken for dead (proxies can hold it open). */
const SILENCE_MS = 12_500;
const EMERGENCY: Topic = "emergency";
const RECONNECT_MS = [1000, 2000, 5000, 10_000, 20_000];

interface Beat { now: Instant; seq: number; boot?: string; epoch?: string }

function addressOf({ topics = [], onWall }: StreamOptions): string {
	return `/api/live?topics=${[...topics, EMERGENCY].join(",")}${onWall === undefined ? "" : "&view=wall"}`;
}

/** Closes the stream of a page that has none of its own. */
let stopWaiting: (() => void) | null = null;
let hasOwn = false;

/** Where the screen itself follows nothing (or not yet), the page still hears the server's clock and an emergency. */
export function listenMeanwhile(): void {
	if (!hasOwn) stopWaiting = open({ onReset: () => undefined });
}

/** Opens the stream and keeps it open. Returns the close. */
export function openStream(options: StreamOptions): () => void {
	hasOwn = true;
	stopWaiting?.();
	stopWaiting = null;
	return open(options);
}

function open(options: StreamOptions): () => void {
	let source: EventSource | null = null;
	let watchdog = 0;
	let timer = 0;
	let failures = 0;
	let boot = "";
	let hasStarted = false;
	let hasLeft = false;

	const alive = (data: string): Beat | null => {
		const beat = parse<Beat>(data);
		if (beat === null) return null;
		if (!meetEpoch(beat.epoch)) {
			/* Asking anything shows it the epoch, and it stops; what it says here is no sign of life. */
			void ask("/readyz");
			restart();
			return null;
		}
		failures = 0;
		setServerTime(beat.now);
		heard(Date.parse(beat.now), beat.seq);
		reached();
		window.clearTimeout(watchdog);
		watchdog = window.setTimeout(restart, SILENCE_MS);
		return beat;
	};
	const onHello = (event: MessageEvent<string>): void => {
		const beat = alive(event.data);
		if (beat?.boot === undefined) return;
		if (boot !== "" && boot !== beat.boot) options.onBoot?.();
		boot = beat.boot;
	};
	const hangUp = (): void => {
		source?.close();
		source = null;
		window.clearTimeout(watchdog);
		window.clearTimeout(timer);
		setNetwork("lost");
	};
	const restart = (): void => {
		hangUp();
		doubt();
		const base = RECONNECT_MS[Math.min(failures, RECONNECT_MS.length - 1)]!;
		failures += 1;
		timer = window.setTimeout(connect, base * (0.5 + Math.random()));
	};
	const connect = (): void => {
		if (isDrill.peek() || isLeaving.peek()) return;
		const tried = new EventSource(addressOf(options));
		source = tried;
		window.clearTimeout(watchdog);
		watchdog = window.setTimeout(restart, SILENCE_MS);
		// A connection made by hand carries no Last-Event-ID, so what happened in between is unknown.
		tried.addEventListener("open", () => {
			if (hasStarted) options.onReset();
			else options.onBegin?.();
			hasStarted = true;
			emergencyChanged();
		}, { once: true });
		tried.addEventListener("hello", onHello);
		tried.addEventListener("beat", (event) => void alive((event as MessageEvent<string>).data));
		tried.addEventListener("reset", () => {
			options.onReset();
			emergencyChanged();
		});
		tried.addEventListener(EMERGENCY, emergencyChanged);
		for (const topic of options.topics ?? []) {
			tried.addEventListener(topic, (event) => {
				const notice = parse<Notice>((event as MessageEvent<string>).data);
				if (notice !== null) options.onNotice?.(notice);
			});
		}
		tried.addEventListener("wall", (event) => {
			const wall = parse<Wall>((event as MessageEvent<string>).data);
			if (wall !== null) options.onWall?.(wall);
		});
		tried.addEventListener("error", () => {
			setNetwork("lost");
			doubt();
			// While it is CONNECTING the browser retries itself, with Last-Event-ID; CLOSED means it gave up.
			if (tried.readyState !== EventSource.CLOSED || tried !== source) return;
			restart();
			void leaveIfSignedOut();
		});
	};
	const stops = [
		onReturn(() => {
			if (source?.readyState === EventSource.OPEN) return;
			source?.close();
			window.clearTimeout(timer);
			connect();
		}),
		effect(() => {
			if (isDrill.value || isLeaving.value) hangUp();
			/* The server could not be asked to end the login: the page stays. */
			else if (hasLeft) connect();
			hasLeft = isLeaving.value;
		}),
	];
	connect();
	return () => {
		hangUp();
		for (const stop of stops) stop();
	};
}

function parse<T>(text: string): T | null {
	try {
		return JSON.parse(text) as T;
	} catch {
		return null;
	}
}

/** A stream is refused when its login was ended elsewhere: a tablet that was shut out must not go on showing people. */
async function leaveIfSignedOut(): Promise<void> {
	if (me.peek() !== null && (await loadMe()) === "out") await leaveSignedOut();
}
