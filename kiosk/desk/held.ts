// The desk without the server: people of the kept roster as the screens know them, with what this browser did to them meanwhile.
// What the roster does not hold (photo, letters, history) is empty here, and the screen says so. Not for sending: outbox.ts.
import { waiting } from "../common/net/outbox.ts";
import * as roster from "../common/net/roster.ts";
import type { Badge, Participant, ParticipantDetail, ParticipantState } from "../common/wire/types.ts";
import type { Known } from "../common/net/roster.ts";

export async function findHeld(text: string, limit: number): Promise<Participant[] | null> {
	const found = await roster.find(text, limit);
	return found === null ? null : found.map(detailOf);
}

export function byId(id: string): ParticipantDetail | null {
	const known = roster.byId(id);
	return known === null ? null : detailOf(known);
}

export function byCode(code: string): ParticipantDetail | null {
	const known = roster.byCode(code);
	return known === null ? null : detailOf(known);
}

/** When the list was made that is searched without the server; null: there is none. */
export function heldAt(): number | null {
	return roster.roster.value?.madeAt ?? null;
}

export function detailOf(known: Known): ParticipantDetail {
	const acts = waiting.value.filter((row) => row.path.startsWith(`/api/participants/${known.id}/`));
	const arrival = acts.find((row) => row.path.endsWith("/check-in"));
	const handOver = acts.find((row) => row.path.endsWith("/collect"));
	const madeAt = new Date(heldAt() ?? 0).toISOString();
	const hasArrived = known.state === "arrived" || arrival !== undefined;
	const arrivedAt = known.arrivedAt ?? arrival?.madeAt ?? null;
	const badge: Badge | null = known.serial === 0 ? null : {
		serial: String(known.serial).padStart(4, "0"), code: "", state: "issued", issued_at: madeAt, issued_by: null, desk: null,
		// Who had arrived when the list was made has the badge in all likelihood; the question is for those who come now.
		collected: known.state === "arrived" || handOver !== undefined,
	};
	return {
		id: known.id,
		registration_id: known.registration_id,
		version: 0,
		name: known.name,
		title: null,
		entity: { ...known.entity, type: "" },
		category: known.category,
		roles: [],
		language: null,
		state: hasArrived ? "arrived" : (known.state as ParticipantState),
		arrived_at: arrivedAt === null ? null : new Date(arrivedAt).toISOString(),
		approval: null,
		confirmed_at: null,
		letter: { state: "unseen" },
		identity: null,
		collector: "",
		collected: handOver === undefined ? null : { by: "", at: new Date(handOver.madeAt).toISOString(), desk: null },
		host: null,
		remote: false,
		vip: known.isVip,
		expected_on: null,
		photo: null,
		missing: [],
		merged_into: null,
		help: null,
		badge,
		badges: [],
		guests: [],
		acts: [],
	};
}
