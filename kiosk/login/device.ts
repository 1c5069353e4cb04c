// A device asks to be let in (a screen that hangs somewhere, ?screen, by itself and until it is): it shows a short code, and goes on when somebody has typed that code on the admin page. The secret that
// proves it later lives in this page alone; a page that is loaded again asks anew.
import { computed, signal } from "@preact/signals";
import { ask, change } from "../common/net/api.ts";
import { loadMe, me } from "../common/net/catalogue.ts";
import { newKey } from "../common/net/key.ts";
import { rememberScreen } from "../common/net/screen.ts";
import type { Failure } from "../common/ui/problem.tsx";
import type { Instant, Me } from "../common/wire/types.ts";
import { goOn } from "./login.ts";

interface Asked { id: string; code: string; secret: string; ends_at: Instant }
type State = "asked" | "approved" | "enrolled" | "revoked" | "ended";

/** How often it looks whether somebody has let it in: quick enough for who stands before it. */
const LOOK_MS = 2000;

/** Nobody is there to press anything. */
const AGAIN_MS = 5000;

export const isScreen = new URLSearchParams(location.search).has("screen");
const asked = signal<Asked | null>(null, { name: "login.asked" });
export const code = computed(() => asked.value?.code ?? null);
export const isOver = signal(false, { name: "login.isOver" });
export const failure = signal<Failure | null>(null, { name: "login.deviceFailure" });

/** A screen comes in with the login it has from before, else it shows its code. */
export async function startScreen(): Promise<void> {
	const state = await loadMe();
	const known = me.peek();
	if (state === "in" && known?.device !== undefined) return goOn(known);
	if (state === "unknown") return askAgain();
	void askToComeIn();
}

function askAgain(): void {
	if (isScreen) window.setTimeout(() => void startScreen(), AGAIN_MS);
}

export async function askToComeIn(): Promise<void> {
	isOver.value = false;
	failure.value = null;
	const answer = await change<Asked>("/api/devices", {}, { key: newKey() });
	if (answer.kind === "done") {
		asked.value = answer.value;
		lookAgain();
	} else if (answer.kind !== "aborted") {
		failure.value = answer;
		askAgain();
	}
}

export function stopAsking(): void {
	asked.value = null;
}

function lookAgain(): void {
	window.setTimeout(() => void look(), LOOK_MS);
}

async function look(): Promise<void> {
	const mine = asked.peek();
	if (mine === null) return;
	const answer = await ask<{ state: State }>(`/api/devices/${mine.id}`);
	const state = answer.kind === "done" ? answer.value.state : answer.kind === "refused" ? "ended" : "asked";
	if (asked.peek() !== mine) return;
	if (state === "approved") return comeIn(mine);
	if (state === "asked") return lookAgain();
	asked.value = null;
	isOver.value = true;
	askAgain();
}

async function comeIn({ id, secret }: Asked): Promise<void> {
	const answer = await change<Me>(`/api/devices/${id}/enrol`, { secret }, { key: newKey() });
	if (answer.kind === "done") {
		rememberScreen();
		return goOn(answer.value);
	}
	asked.value = null;
	if (answer.kind !== "aborted") failure.value = answer;
	askAgain();
}
