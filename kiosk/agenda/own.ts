// Somebody's own agenda on a shared screen: asked for with the badge in their hand, shown, and forgotten. Nothing of it is kept
// anywhere but in this page's memory.
import { bindScanner } from "../common/input/scan.ts";
import type { Camera, CameraFailure } from "../common/input/camera.ts";
import { ask, change } from "../common/net/api.ts";
import { newKey } from "../common/net/key.ts";
import { refetcher } from "../common/net/stream.ts";
import { readCode } from "../common/text/code.ts";
import type { OwnAgenda } from "../common/wire/venue.ts";
import { own, takeOwn, type OwnRefusal } from "./store.ts";

const REASONS: Record<string, OwnRefusal> = { BADGE_REVOKED: "revoked", TOO_MANY: "busy" };

/** A question under way; a later one, or forgetting, makes its answer stale. */
let asked = 0;

/** Shows the agenda of whoever holds this badge. */
export async function show(code: string): Promise<void> {
	asked += 1;
	const mine = asked;
	takeOwn({ state: "asking" });
	const answer = await change<OwnAgenda>("/api/my-agenda", { code }, { key: newKey() });
	if (mine !== asked) return;
	if (answer.kind === "done") takeOwn({ state: "shown", agenda: answer.value });
	else takeOwn({ state: "refused", why: answer.kind === "refused" ? (REASONS[answer.problem.code] ?? "unknown") : "offline" });
}

/** Many kiosks hear one notice, few of them show somebody. */
const SPREAD_MS = 1000;

/** The day moves on while somebody reads: asked again by the page's own address, so that the badge's code need not be kept. */
async function askAgain(): Promise<void> {
	const now = own.peek();
	if (now.state !== "shown") return;
	const mine = asked;
	const answer = await ask<OwnAgenda>(`/api${now.agenda.link}`);
	if (mine !== asked) return;
	if (answer.kind === "done") takeOwn({ state: "shown", agenda: answer.value });
	else if (answer.kind === "refused" && answer.status === 404) forgetOwn();
}

export const refetchOwn = refetcher(askAgain, SPREAD_MS);

/** "Done", and when nobody is there any more. */
export function forgetOwn(): void {
	asked += 1;
	if (own.peek().state !== "none") takeOwn({ state: "none" });
}

/** Takes badges from a scanner, whatever page is open. */
export function bindBadges(open: () => void): void {
	bindScanner({
		onScan: (code) => {
			open();
			void show(code);
		},
	});
}

/** Reads badges with the device's camera until it is stopped; answers why it cannot. */
export async function lookForBadge(video: HTMLVideoElement, onFound: () => void): Promise<Camera | CameraFailure> {
	const reader = await import("../common/input/camera.ts").catch(() => null);
	if (reader === null) return "broken";
	let isFound = false;
	return reader.openCamera({
		video,
		onRead: (text) => {
			if (isFound || readCode(text)?.kind !== "qr") return;
			isFound = true;
			onFound();
			void show(text);
		},
	});
}

/** The code of a person's own page, for their phone. Null: it cannot be drawn now. */
export async function codeOf(link: string): Promise<string[] | null> {
	const code = await import("../common/text/qr.ts").catch(() => null);
	return code?.qrRows(new URL(link, location.href).href) ?? null;
}
