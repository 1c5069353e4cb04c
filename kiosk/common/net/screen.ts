// A page at which nobody sits, on a device that was let in: every few seconds it tells the office what really stands on it, and learns
// from the answer which page it should be and whether to load itself anew. Not for pages that people work at.
import type { ScreenOrders, ScreenReport } from "../wire/screens.ts";
import { ask, changeOnce } from "./api.ts";
import { newKey } from "./key.ts";
import { freshness, seqHeard, truthAt } from "./link.ts";

const REPORT_MS = 5000;
const MOST_LINES = 8;
const LONGEST_LINE = 120;
/** Written when a device is let in: a page that nobody let in would only be refused. */
const ROW = "p2c.screen";

/** This browser is a device that was let in; remembered over restarts, as its login is. */
export function rememberScreen(): void {
	try {
		localStorage.setItem(ROW, "on");
	} catch {
		/* Without storage it shows what it shows, and the office does not see it. */
	}
}

function isScreen(): boolean {
	try {
		return localStorage.getItem(ROW) === "on" && window.top === window;
	} catch {
		return false;
	}
}

/** Begins to report where the device was let in; answers after the first try. */
export async function reportScreen(): Promise<void> {
	if (!isScreen()) return;
	const answer = await ask<ScreenOrders>("/api/screens/me");
	if (answer.kind === "refused") {
		localStorage.removeItem(ROW);
		return;
	}
	if (answer.kind === "done") obey(answer.value, answer.value.reload);
	again(answer.kind === "done" ? answer.value.reload : null);
}

/** `known`: how often it had been asked to load anew when this page began; null: not heard yet. */
function again(known: number | null): void {
	window.setTimeout(() => void report(known), REPORT_MS * (0.9 + Math.random() / 5));
}

async function report(known: number | null): Promise<void> {
	const answer = await changeOnce<ScreenOrders>("/api/screens/report", whatIsShown(), { key: newKey(), timeoutMs: REPORT_MS });
	if (answer.kind === "refused" && answer.status === 401) {
		localStorage.removeItem(ROW);
		return;
	}
	if (answer.kind === "done") obey(answer.value, known ?? answer.value.reload);
	again(answer.kind === "done" ? (known ?? answer.value.reload) : known);
}

function obey({ target, reload }: ScreenOrders, known: number): void {
	if (target !== null && target !== "" && !isHere(target)) location.replace(target);
	else if (reload !== known) location.reload();
}

/** A target without a question mark leaves the language and such to the page. */
function isHere(target: string): boolean {
	return target === location.pathname || target === location.pathname + location.search;
}

function whatIsShown(): ScreenReport {
	const root = document.documentElement;
	return {
		build: buildOf(document.querySelector<HTMLScriptElement>("script[type=module]")?.src ?? ""),
		page: location.pathname + location.search,
		lines: linesShown(),
		data_at: truthAt.peek() === 0 ? null : new Date(truthAt.peek()).toISOString(),
		seq: seqHeard.peek(),
		size: [root.clientWidth, root.clientHeight],
		scene: document.querySelector<HTMLElement>("[data-scene]")?.dataset["scene"] ?? null,
		video: document.querySelector<HTMLElement>("video[data-shown=true]")?.dataset["id"] ?? null,
		freshness: freshness.peek(),
	};
}

/** "/assets/sign-3fa1c2b4d5.js" is build 3fa1c2b4d5. */
function buildOf(address: string): string {
	return /-([0-9a-f]+)\.js$/.exec(address)?.[1] ?? "";
}

/** What can be read on it: an emergency before all, then what the page marks as its lines, else its main part. */
function linesShown(): string[] {
	const marked = [...document.querySelectorAll<HTMLElement>("[data-emergency], [data-line]")];
	const parts = marked.length > 0 ? marked : [...document.querySelectorAll<HTMLElement>("main")];
	const texts = marked.length > 0 ? parts.map((part) => part.innerText.replace(/\s+/g, " ")) : parts.flatMap((part) => part.innerText.split("\n"));
	return texts.map((text) => text.trim().slice(0, LONGEST_LINE)).filter((text) => text !== "").slice(0, MOST_LINES);
}
