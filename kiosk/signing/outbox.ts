// The signature on its way: first onto this tablet's disk, then to the server with one key. It leaves the tablet when the server has
// it, or when people decide about a refusal.
import { change } from "../common/net/api.ts";
import { now as clockNow } from "../common/net/clock.ts";
import { newKey } from "../common/net/key.ts";
import { network } from "../common/net/link.ts";
import { t } from "../common/text/t.ts";
import { announce } from "../common/ui/announce.tsx";
import type { Signature } from "../common/wire/types.ts";
import { load } from "./load.ts";
import { clearPad, putBack, strokes } from "./pad.ts";
import * as store from "./store.ts";
import { type Parcel, vault } from "./vault.ts";

const AGAIN_MS = 3000;
let isRunning = false;

/** What a crash or a reload left behind. */
export async function restore(): Promise<void> {
	const [parcel] = await vault.parcels();
	if (parcel === undefined) return;
	store.sending.value = { ...parcel, state: "waiting", isLate: true, problem: null };
	void send();
}

/** The press on "Sign". */
export async function sign(): Promise<void> {
	const row = store.now.peek();
	const declaration = store.ceremony.peek()?.declaration;
	const hash = store.readHash.peek();
	const written = strokes();
	if (row === null || declaration === undefined || hash === null || written.length === 0 || store.sending.peek() !== null) return;
	const [reservation, statement] = [store.reservation.peek().trim(), store.statement.peek().trim()];
	const parcel: Parcel = {
		key: newKey(),
		madeAt: clockNow(),
		declaration: declaration.id,
		who: store.linesOf(row.entity).main,
		body: { signatory: row.id, means: "tablet", strokes: written, text_sha256: hash, ...(reservation !== "" && { reservation }), ...(statement !== "" && { statement }) },
	};
	store.sending.value = { ...parcel, state: "waiting", isLate: false, problem: null };
	await vault.keepParcel(parcel);
	void send();
}

function update(next: Partial<store.Sending>): void {
	const row = store.sending.peek();
	if (row !== null) store.sending.value = { ...row, ...next };
}

export async function send(): Promise<void> {
	const row = store.sending.peek();
	if (isRunning || row === null || row.state !== "waiting") return;
	isRunning = true;
	update({ state: "sending" });
	const answer = await change<Signature>(`/api/declarations/${row.declaration}/signatures`, row.body, { key: row.key, onRetry: () => update({ isLate: true }) });
	isRunning = false;
	if (answer.kind === "done") {
		store.taken.value = answer.value;
		store.sending.value = null;
		clearPad();
		announce(t("signing.thanks"));
		await vault.forgetParcel(row.key);
		await load();
	} else if (answer.kind === "refused" && answer.status !== 401) {
		update({ state: "refused", problem: answer.problem });
		void load();
	} else {
		/* No answer, or signed out: nothing is wrong with the signature, so it waits. */
		update({ state: "waiting", isLate: true });
		window.setTimeout(() => void send(), network.peek() === "open" ? AGAIN_MS : 2 * AGAIN_MS);
	}
}

/** After a refusal: the same hand, for a new act with a new key. */
export async function takeBack(): Promise<void> {
	const row = store.sending.peek();
	if (row === null) return;
	if (store.now.peek()?.id === row.body.signatory) {
		store.reservation.value = row.body.reservation ?? "";
		store.statement.value = row.body.statement ?? "";
		putBack(row.body.strokes);
	}
	store.sending.value = null;
	await vault.forgetParcel(row.key);
}

export async function discard(): Promise<void> {
	const row = store.sending.peek();
	store.sending.value = null;
	clearPad();
	if (row !== null) await vault.forgetParcel(row.key);
}
