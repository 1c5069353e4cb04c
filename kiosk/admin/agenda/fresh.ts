// Where a new session begins: after the one the keyboard is on, else at nine in the first room.
import { clockOf } from "./plan.ts";
import * as store from "./store.ts";

export function freshPlace(): { room: string; day: string; from: string; to: string } {
	const near = store.slotById.peek().get(store.at.peek());
	const minute = near === undefined || near.day !== store.day.peek() ? 9 * 60 : near.minute + (near.endsAt - near.startsAt) / 60_000;
	return { room: near?.room ?? store.rooms.peek()[0]?.id ?? "", day: store.day.peek(), from: clockOf(minute), to: clockOf(minute + 60) };
}
