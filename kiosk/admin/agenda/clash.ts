// What a place would clash with, told while somebody still holds the session: the rules that need nothing but the plan itself. What
// the server finds when it is dropped replaces this (Finding, from schedule/rules). Pure.
import { MINUTE, type Place, type Slot } from "./plan.ts";
import type { Finding, Room } from "./wire.ts";

/** Takes no part: it is gone, or it is a frame around others. */
const isOut = ({ row, change }: Slot): boolean => row.state === "cancelled" || change === "removed";
const overlap = (a: Place, b: Place): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt;
const found = (severity: Finding["severity"], kind: string, session: string, more: Partial<Finding>): Finding => ({ severity, kind, session, sentence: "", ...more });

export function clashesOf(slot: Slot, place: Place, slots: readonly Slot[], rooms: ReadonlyMap<string, Room>): readonly Finding[] {
	const others = slots.filter((other) => other.id !== slot.id && !isOut(other));
	const room = place.room === null ? undefined : rooms.get(place.room);
	return [
		...others.flatMap((other) => inRoom(slot, place, other, room)),
		...others.filter((other) => overlap(place, other)).flatMap((other) => sharedPeople(slot, other)),
		...(room === undefined ? [] : ofRoom(slot, room)),
	];
}

function inRoom(slot: Slot, place: Place, other: Slot, room: Room | undefined): Finding[] {
	if (room === undefined || other.room !== room.id) return [];
	if (overlap(place, other)) return [found("error", "room_overlap", slot.id, { other: other.id, room: room.id })];
	const gap = (place.startsAt >= other.endsAt ? place.startsAt - other.endsAt : other.startsAt - place.endsAt) / MINUTE;
	const needed = room.turn_round_minutes;
	return gap < needed ? [found("warning", "turn_round", slot.id, { other: other.id, room: room.id, values: { minutes: gap, needed } })] : [];
}

function sharedPeople(slot: Slot, other: Slot): Finding[] {
	if (slot.row.kind === "foreign" || other.row.kind === "foreign") return [];
	const there = new Set(other.row.people.map(({ name }) => name));
	return slot.row.people.filter(({ name }) => there.has(name))
		.map(({ name }) => found("error", "person_overlap", slot.id, { other: other.id, person: { name } }));
}

function ofRoom(slot: Slot, room: Room): Finding[] {
	const { row, id } = slot;
	const lacks = row.equipment.filter((thing) => !room.equipment.includes(thing));
	const unheard = row.interpretation.filter((lang) => !room.languages.includes(lang));
	return [
		...(room.capacity > 0 && row.capacity > room.capacity ? [found("warning", "room_capacity", id, { room: room.id, values: { seats: room.capacity, capacity: row.capacity } })] : []),
		...(lacks.length > 0 ? [found("warning", "equipment", id, { room: room.id, values: { equipment: lacks } })] : []),
		...(unheard.length > 0 ? [found("warning", "interpretation_room", id, { room: room.id, values: { languages: unheard } })] : []),
	];
}

export const isErrorIn = (findings: readonly Finding[]): boolean => findings.some(({ severity }) => severity === "error");
