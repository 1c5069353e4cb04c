// Which server of the event this page has met last. A restore onto a spare raises the epoch; who has met the spare shows that to whatever
// answers under the old address, which then stops writing (server/domain/epoch.h).
import { markOldServer } from "./link.ts";

const ROW = "p2c.epoch";
let met = read();
const followers = new Set<() => void>();

/** What goes along with each request; null before the first meeting. */
export function metEpoch(): string | null {
	return met;
}

/** Called when a server answers that took the place of the one before: after a restore it may not know what this browser did last. */
export function onTakeover(follow: () => void): void {
	followers.add(follow);
}

/** "EVENT-3-MAC": the highest one of an event is kept. Answers whether the server that said it is the one that counts. */
export function meetEpoch(token: string | undefined): boolean {
	if (token === undefined) return true;
	const isOld = eventOf(token) === eventOf(met) && numberOf(token) < numberOf(met);
	markOldServer(isOld);
	if (isOld) return false;
	if (token === met) return true;
	const isTakeover = eventOf(token) === eventOf(met);
	keep(token);
	if (isTakeover) for (const follow of followers) follow();
	return true;
}

function eventOf(token: string | null): string {
	return token?.split("-")[0] ?? "";
}

function numberOf(token: string | null): number {
	return Number(token?.split("-")[1] ?? 0);
}

function keep(token: string): void {
	met = token;
	try {
		localStorage.setItem(ROW, token);
	} catch {
		// A private window: this page alone knows it.
	}
}

function read(): string | null {
	try {
		return localStorage.getItem(ROW);
	} catch {
		return null;
	}
}
