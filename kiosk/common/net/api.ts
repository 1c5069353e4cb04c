// The only place that fetches. Nothing here throws: every answer is one of four kinds and the compiler makes the caller choose.
import type { Problem } from "../wire/types.ts";
import { guessServerTime } from "./clock.ts";
import { metEpoch } from "./epoch.ts";
import { newKey } from "./key.ts";
import { countPending, markOldServer } from "./link.ts";
import { doubt, isDrill, isLeaving, reached, SLOW_CALL_MS } from "./reach.ts";

export type Answer<T> =
	/** The server did it (or had done it before: same key, same answer). */
	| { kind: "done"; value: T; status: number }
	/** The server said no and why. Nothing was changed. */
	| { kind: "refused"; status: number; problem: Problem }
	/** Nobody knows whether it was done. Sending again with the same key is safe. */
	| { kind: "unknown"; why: "network" | "timeout" | "server"; problem?: Problem }
	/** The caller took it back (a newer question replaced it). */
	| { kind: "aborted" };

export interface Ask {
	signal?: AbortSignal;
	query?: Record<string, string | number | undefined>;
	/** Default 10 s. */
	timeoutMs?: number;
}

export interface Change {
	/** Made by newKey() when the form opened; the same one for every retry. */
	key: string;
	/** Row version the edit is based on: sent as If-Match. */
	version?: number;
	method?: "POST" | "PATCH";
	/** Called before each further try (2, 3 …), so that a screen can say "still trying". */
	onRetry?: (attempt: number) => void;
	/** What is said to a spare that does not know the act: for those who can say when it was. Default: the same body. */
	late?: unknown;
	/** Ends the login: it is sent although the page is leaving. */
	isLast?: boolean;
}

/** An act that the server acknowledged. */
export interface Done extends Change {
	path: string;
	body: unknown;
}

const keepers = new Set<(act: Done) => void>();
const TIMEOUT_MS = 10_000;
const SLOW_MS = 150;
const RETRY_MS = [400, 1200, 3000];

/** GET. Not retried: screens ask again when the stream tells them to. */
export async function ask<T>(path: string, options: Ask = {}): Promise<Answer<T>> {
	return once<T>(withQuery(path, options.query), { headers: { Accept: "application/json" } }, options);
}

/** POST or PATCH with an idempotency key; what ends unknown is retried with the same key before it is reported. */
export async function change<T>(path: string, body: unknown, options: Change): Promise<Answer<T>> {
	const { isLast = false } = options;
	const init = initOf(body, options);
	const stopCounting = countIfSlow();
	try {
		let answer = await once<T>(path, init, { isLast });
		for (const [i, delay] of RETRY_MS.entries()) {
			if (answer.kind !== "unknown") break;
			await pause(delay * (0.75 + Math.random() / 2));
			options.onRetry?.(i + 2);
			answer = await once<T>(path, init, { isLast });
		}
		tellDone(path, body, options, answer);
		return answer;
	} finally {
		stopCounting();
	}
}

/** A picture that the server draws of the JSON it is sent; nothing is changed, so nothing is tried again. */
export function draw(path: string, json: string, options: Ask = {}): Promise<Answer<Blob>> {
	const headers = { "Content-Type": "application/json", "X-P2C": "1", "Idempotency-Key": newKey() };
	const init = { method: "POST", headers, body: json };
	return once<Blob>(withQuery(path, options.query), init, options, (response) => response.blob());
}

/** One try of a change, for those who keep it and try again themselves. */
export async function changeOnce<T>(path: string, body: unknown, options: Change & { timeoutMs?: number }): Promise<Answer<T>> {
	const { timeoutMs = TIMEOUT_MS } = options;
	const answer = await once<T>(path, initOf(body, options), { timeoutMs });
	tellDone(path, body, options, answer);
	return answer;
}

/** Calls `keeper` with each act that the server acknowledged, as it would be said again (again.ts). */
export function keepDone(keeper: (act: Done) => void): void {
	keepers.add(keeper);
}

function tellDone(path: string, body: unknown, { key, version, method = "POST", late = body }: Change, answer: Answer<unknown>): void {
	if (answer.kind !== "done") return;
	for (const keeper of keepers) keeper({ path, method, key, body: late, ...(version !== undefined && { version }) });
}

/** A Blob is sent as it is, under its own type; anything else as JSON. */
function initOf(body: unknown, options: Change): RequestInit {
	const isFile = body instanceof Blob;
	const headers: Record<string, string> = {
		"Accept": "application/json",
		"Content-Type": isFile ? body.type : "application/json",
		"X-P2C": "1",
		"Idempotency-Key": options.key,
	};
	if (options.version !== undefined) headers["If-Match"] = `"${options.version}"`;
	return { method: options.method ?? "POST", headers, body: isFile ? body : JSON.stringify(body) };
}

/** Counts an act that is not answered soon as pending: one that is would only flash. Answers the end of it. */
function countIfSlow(): () => void {
	let counted = false;
	const timer = window.setTimeout(() => {
		counted = true;
		countPending(1);
	}, SLOW_MS);
	return () => {
		window.clearTimeout(timer);
		if (counted) countPending(-1);
	};
}

function withQuery(path: string, query: Ask["query"]): string {
	const pairs = Object.entries(query ?? {}).filter((pair) => pair[1] !== undefined);
	if (pairs.length === 0) return path;
	return `${path}?${pairs.map(([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(String(v))}`).join("&")}`;
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => window.setTimeout(resolve, ms));
}

type Reader<T> = (response: Response) => Promise<T>;

/** `isLast`: asked although the page is leaving; everything else that is under way then is taken back. */
interface How { signal?: AbortSignal; timeoutMs?: number; isLast?: boolean }

async function once<T>(url: string, init: RequestInit, { signal: outer, timeoutMs = TIMEOUT_MS, isLast = false }: How, reader: Reader<T> = readJson): Promise<Answer<T>> {
	const isTakenBack = (): boolean => outer?.aborted === true || (isLeaving.peek() && !isLast);
	if (isTakenBack()) return { kind: "aborted" };
	if (isDrill.peek()) return { kind: "unknown", why: "network" };
	const control = new AbortController();
	const giveUp = (): void => control.abort();
	outer?.addEventListener("abort", giveUp);
	const stop = isLeaving.subscribe(() => {
		if (isTakenBack()) giveUp();
	});
	const timer = window.setTimeout(giveUp, timeoutMs);
	const slow = window.setTimeout(doubt, SLOW_CALL_MS);
	try {
		const response = await fetch(url, { ...withEpoch(init), signal: control.signal, credentials: "same-origin", cache: "no-cache" });
		guessServerTime(response.headers.get("Date"));
		reached();
		return await read<T>(response, reader);
	} catch {
		if (isTakenBack()) return { kind: "aborted" };
		doubt();
		return { kind: "unknown", why: control.signal.aborted ? "timeout" : "network" };
	} finally {
		window.clearTimeout(timer);
		window.clearTimeout(slow);
		outer?.removeEventListener("abort", giveUp);
		stop();
	}
}

/** Shows the server the newest one this page has met: one that came before it stops writing. */
function withEpoch(init: RequestInit): RequestInit {
	const epoch = metEpoch();
	return epoch === null ? init : { ...init, headers: { ...init.headers, "X-P2C-Epoch": epoch } };
}

async function readJson<T>(response: Response): Promise<T> {
	const text = await response.text();
	return (text === "" ? {} : JSON.parse(text)) as T;
}

async function read<T>(response: Response, reader: Reader<T>): Promise<Answer<T>> {
	if (response.ok) return { kind: "done", status: response.status, value: await reader(response) };
	const problem = await readProblem(response);
	if (problem.code === "SUPERSEDED") markOldServer(true);
	// 503 (busy, not saved) and answers of a proxy without our problem body say nothing final.
	const isFinal = response.status < 500 || (problem.code !== "" && response.status !== 503);
	return isFinal
		? { kind: "refused", status: response.status, problem }
		: { kind: "unknown", why: "server", problem };
}

async function readProblem(response: Response): Promise<Problem> {
	const bare: Problem = { type: "about:blank", title: response.statusText, status: response.status, code: "" };
	if (!(response.headers.get("Content-Type") ?? "").includes("json")) return bare;
	try {
		return { ...bare, ...((await response.json()) as Partial<Problem>) };
	} catch {
		return bare;
	}
}
