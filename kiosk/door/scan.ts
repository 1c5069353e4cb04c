// The act of scanning: the server's answer when it comes in time, else this door's own; either way on the disk first. Repeats of a
// code that is still before the reader are no scans.
import { batch } from "@preact/signals";
import { atServer } from "../common/net/clock.ts";
import { newKey } from "../common/net/key.ts";
import { perform } from "../common/net/outbox.ts";
import { isReachable } from "../common/net/reach.ts";
import { readCode } from "../common/text/code.ts";
import { t } from "../common/text/t.ts";
import { announce } from "../common/ui/announce.tsx";
import type { Direction, DoorAnswer } from "../common/wire/door.ts";
import { signalLight } from "./feel.ts";
import { noteOwn, noteTold } from "./inside.ts";
import { type Own, ownVerdict } from "./list.ts";
import { reasonText } from "./reason.ts";
import * as store from "./store.ts";

/** A code that was seen within this time is still the same scan. */
const SAME_MS = 3000;
/** The answer fills the screen so long. */
const SHOW_MS = 2000;
/** Who holds a list does not keep people waiting for a server that does not answer. */
const PATIENCE_MS = 2500;
const PATIENCE_ALONE_MS = 9000;
const CHECKING_MS = 900;
const RECENT = 12;

type Decided = "admit" | "refuse";

let n = 0;
let seen = { code: "", direction: "in" as Direction, at: -SAME_MS };
let hiding = 0;

/** Something was read by scanner or camera, or typed. `isCamera`: it may see the same code for seconds, and posters. */
export function scanned(text: string): void {
	const code = readCode(text)?.text ?? text.trim().toUpperCase().slice(0, 64);
	const direction = store.direction.peek();
	const isSame = code === seen.code && direction === seen.direction && performance.now() - seen.at < SAME_MS;
	seen = { code, direction, at: performance.now() };
	if (isSame || store.sheet.peek() === "points") return;
	store.sheet.value = "none";
	void ask(code, direction, null);
}

/** The person at the door decides about the amber light on the screen. */
export function decideShown(decided: Decided): void {
	const { isAsking, code, direction } = store.shown.peek() ?? {};
	if (isAsking !== true || code === undefined || direction === undefined) return;
	void ask(code, direction, decided);
}

/** Back to waiting for the next. */
export function clear(): void {
	window.clearTimeout(hiding);
	store.shown.value = null;
}

/** A touch keeps the answer on the screen. */
export function hold(): void {
	window.clearTimeout(hiding);
}

async function ask(code: string, direction: Direction, decided: Decided | null): Promise<void> {
	n += 1;
	const mine = n;
	const before = decided === null ? null : store.shown.peek();
	clear();
	const own = await ownVerdict(code, direction, decided);
	if (!isReachable.peek() && own.light === "amber" && decided === null) {
		show({ ...plain(mine, code, direction), ...shownOwn(own) });
		return;
	}
	const checking = window.setTimeout(() => { store.isChecking.value = true; }, CHECKING_MS);
	const outcome = await perform<DoorAnswer>({
		key: newKey(),
		path: "/api/scans",
		body: { code, point: store.pointId.peek(), direction, ...(decided !== null && { decided }) },
		offline: { result: own.result, by_rule: own.isByRule },
		...(own.light !== "amber" && { told: { light: own.light } }),
		kind: direction === "in" ? "scan_in" : "scan_out",
		about: before?.person?.name.display ?? code,
		patienceMs: own.isHeld ? PATIENCE_MS : PATIENCE_ALONE_MS,
	});
	window.clearTimeout(checking);
	store.isChecking.value = false;
	const base = { ...plain(mine, code, direction), person: before?.person ?? null, card: before?.card ?? null };
	if (outcome.kind === "done") show({ ...base, ...shownAnswer(outcome.value) });
	else if (outcome.kind === "refused") show({ ...base, light: "red", result: "refused", reason: outcome.problem.detail ?? outcome.problem.title, reasonKey: `err.${outcome.problem.code}` });
	else show({ ...base, ...shownOwn(own), isLost: outcome.kind === "lost" });
	if (outcome.kind === "done") {
		store.inside.value = outcome.value.inside;
		if (["admitted", "already", "left"].includes(outcome.value.result)) noteTold(code, direction);
	} else if (own.result === "admitted" || own.result === "left") {
		noteOwn(code, direction, own.wasInside, own.entity);
	}
}

function plain(mine: number, code: string, direction: Direction): store.Shown {
	return {
		n: mine, code, direction, light: "amber", result: "ask", reasonKey: "", reasonValues: {}, reason: "", person: null, category: null, card: null,
		at: atServer(Date.now()), isOwn: false, isAsking: false, isLost: false,
	};
}

function shownAnswer(answer: DoorAnswer): Partial<store.Shown> {
	return {
		light: answer.light, result: answer.result, reasonKey: `door.reason.${answer.reason_key ?? ""}`, reasonValues: answer.reason_values ?? {}, reason: answer.reason ?? "",
		person: answer.participant, category: answer.participant?.category ?? null, card: answer.card ?? null, isAsking: answer.light === "amber",
	};
}

function shownOwn(own: Own): Partial<store.Shown> {
	return {
		light: own.light, result: own.result, reasonKey: `door.reason.${own.key}`, reasonValues: own.values, category: own.category, isOwn: true,
		isAsking: own.light === "amber",
	};
}

/** The newest scan has the screen; one that was overtaken is in the list of those before. */
function show(fresh: store.Shown): void {
	batch(() => {
		const before = store.recent.peek().filter((row) => !(row.isAsking && row.code === fresh.code));
		store.recent.value = [fresh, ...before].slice(0, RECENT);
		if (fresh.n === n) store.shown.value = fresh;
	});
	if (fresh.n !== n) return;
	signalLight(fresh.light, store.isSilent.peek());
	announce(`${t(`door.light.${fresh.light}`)}. ${fresh.person?.name.display ?? ""} ${reasonText(fresh)}`, fresh.light !== "green");
	if (!fresh.isAsking) hiding = window.setTimeout(clear, SHOW_MS);
}
