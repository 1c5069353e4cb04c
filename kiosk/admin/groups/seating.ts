// Who sits where: somebody is picked up, from a seat or from the list beside it, and put down on a seat.
import { signal } from "@preact/signals";
import { t } from "../../common/text/t.ts";
import { announce } from "../../common/ui/announce.tsx";
import type { Failure } from "../../common/ui/problem.tsx";
import { act, patch, post, refuse } from "../stage.ts";
import { loadPlace, seating } from "./store.ts";
import type { Seat, Seating, Who } from "./wire.ts";

/** Who is in hand: `from` is the seat they were picked up from. */
export interface Picked { who: Who; from: number | null }
export const picked = signal<Picked | null>(null, { name: "seating.picked" });

export const nameOf = ({ person, entity }: Who): string => person?.name ?? entity?.name ?? "";
export const isTaken = ({ person, entity }: Who): boolean => person !== null || entity !== null;
export const idOf = ({ person, entity }: Who): string => person?.id ?? entity?.id ?? "";

export function pick(who: Who, from: number | null): void {
	picked.value = { who, from };
	announce(t("groups.seat.picked", { name: nameOf(who) }));
}

export function drop(): void {
	picked.value = null;
}

async function send(moves: readonly object[], done: string): Promise<void> {
	const now = seating.peek();
	if (now === null) return;
	const failure = await act(() => patch<Seating>(`/api/sessions/${encodeURIComponent(now.session)}/seating`, now.version, { moves }), (value) => {
		seating.value = value;
		return done;
	});
	drop();
	if (failure === null) return;
	refuse(failure);
	await loadPlace();
}

/** A seat was pressed: whoever is in hand sits down there; else who sits there is picked up. */
export async function press(seat: Seat): Promise<void> {
	const hand = picked.peek();
	if (hand === null) {
		if (isTaken(seat)) pick(seat, seat.number);
		return;
	}
	if (hand.from === seat.number) return drop();
	await put(hand.who, seat);
}

export async function put(who: Who, seat: Seat): Promise<void> {
	const said = who.person !== null ? { person: who.person.id } : { entity: who.entity?.id ?? "" };
	await send([{ number: seat.number, ...said }], t("groups.did.seat", { name: nameOf(who), seat: seat.label }));
}

export async function empty(number: number, name: string): Promise<void> {
	await send([{ number, person: null }], t("groups.did.stand", { name }));
}

export async function lay(session: string, said: object): Promise<Failure | null> {
	return act(() => post<Seating>(`/api/sessions/${encodeURIComponent(session)}/seating`, said), (now) => {
		seating.value = now;
		return t("groups.did.lay", { n: now.seats.filter(isTaken).length, left: now.unseated.length });
	});
}
