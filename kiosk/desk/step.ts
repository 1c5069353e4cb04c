// What is to be done next with a person: one rule for the button, the Enter key and the words above them. Pure.
import type { Missing, Participant } from "../common/wire/types.ts";

/**
 * check_in: arrives, a badge is printed · question: a badge lies ready that nobody has handed over · none: all is done ·
 * stop: this desk cannot let them in as things are. isAlone: without the server, which alone can make a badge.
 */
export type Step = "check_in" | "question" | "none" | "stop";

export function stepOf(person: Participant, isAlone = false): Step {
	if (person.state === "merged" || person.state === "declined" || person.state === "requested") return "stop";
	if (person.badge !== null && !person.badge.collected) return "question";
	return person.state === "arrived" && (person.badge !== null || isAlone) ? "none" : "check_in";
}

/** The letter, the photo and so on, in the order in which a desk asks for them. */
export const MARKS = ["approval", "letter", "photo", "identity"] as const;
export type Mark = (typeof MARKS)[number];

/** ok: seen · missing: needed and not there · todo: done here, at the desk · open: not there, and nobody needs it. */
export type MarkState = "ok" | "missing" | "todo" | "open";

/** What a desk does itself is work, not a fault. */
const DONE_HERE: readonly Missing[] = ["photo", "identity"];

/** Whether something is missing that the person should have brought. */
export function lacks(person: Participant): boolean {
	return person.missing.some((one) => !DONE_HERE.includes(one));
}

export function markOf(person: Participant, mark: Mark): MarkState {
	const isThere = {
		approval: person.approval !== null || !["requested", "declined"].includes(person.state),
		letter: person.letter.state !== "unseen",
		photo: person.photo !== null,
		identity: person.identity !== null,
	}[mark];
	if (isThere) return "ok";
	if (!person.missing.includes(mark)) return "open";
	return DONE_HERE.includes(mark) ? "todo" : "missing";
}
