// The desk's action table: its buttons, keys and help sheet.
import { createActions } from "../common/input/actions.ts";
import { alertSeen } from "../common/net/alerts.ts";
import { signOut } from "../common/net/login.ts";
import * as acts from "./acts.ts";
import * as find from "./find.ts";
import { backup, failOver } from "./printing.ts";
import { markOf, stepOf, type Mark } from "./step.ts";
import * as store from "./store.ts";

const sheet = (which: store.Sheet) => (): void => { store.sheet.value = which; };
const isFree = (): boolean => store.person.value !== null && !store.isBusy.value && !store.isHeld.value;
const lacks = (mark: Mark) => (): boolean => isFree() && (mark === "photo" || markOf(store.person.value!, mark) !== "ok");

export const actions = createActions([
	{ id: "person.enter", label: "desk.action.enter", keys: ["Enter"], inFields: true, run: enter },
	{ id: "hit.next", label: "desk.action.next", keys: ["ArrowDown"], inFields: true, run: () => move(1) },
	{ id: "hit.previous", label: "desk.action.previous", keys: ["ArrowUp"], inFields: true, run: () => move(-1) },
	{ id: "person.walkin", label: "desk.action.walkin", keys: ["F2"], inFields: true, run: sheet("walkin") },
	{ id: "list.uncollected", label: "desk.action.uncollected", keys: ["F3"], inFields: true, run: sheet("uncollected") },
	{ id: "badge.reprint", label: "desk.action.reprint", keys: ["F4"], inFields: true, when: acts.canReprint, run: sheet("reprint") },
	{ id: "delegation.open", label: "desk.action.delegation", keys: ["F6"], inFields: true, run: sheet("delegations") },
	{ id: "person.help", label: "desk.action.help", keys: ["F7"], inFields: true, when: () => isFree() && store.person.value!.help === null, run: sheet("help") },
	{ id: "help.queue", label: "desk.action.queue", keys: ["Shift+F7"], inFields: true, run: sheet("queue") },
	{ id: "desk.printer", label: "desk.action.printer", keys: ["F8"], inFields: true, run: sheet("printers") },
	{ id: "printer.failover", label: "desk.action.failover", keys: ["Shift+F8"], inFields: true, when: () => backup() !== null, run: () => void failOver() },
	alertSeen,
	{ id: "badge.collector", label: "desk.action.collector", keys: ["Shift+Enter"], inFields: true, when: acts.canHandOver, run: sheet("collector") },
	{ id: "mark.approval", label: "desk.action.approve", keys: ["Alt+1"], inFields: true, when: lacks("approval"), run: sheet("approve") },
	{ id: "mark.letter", label: "desk.action.letter", keys: ["Alt+2"], inFields: true, when: lacks("letter"), run: () => void acts.mark("letter") },
	{ id: "mark.photo", label: "desk.action.photo", keys: ["Alt+3"], inFields: true, when: lacks("photo"), run: sheet("photo") },
	{ id: "mark.identity", label: "desk.action.identity", keys: ["Alt+4"], inFields: true, when: lacks("identity"), run: () => void acts.mark("identity") },
	{ id: "act.undo", label: "desk.action.undo", keys: ["Ctrl+z"], inFields: true, when: acts.canUndo, run: () => void acts.undoLast() },
	{ id: "desk.back", label: "desk.action.back", keys: ["Escape"], inFields: true, run: back },
	{ id: "desk.keys", label: "desk.action.keys", keys: ["?", "F1"], inFields: true, run: sheet("keys") },
	{ id: "desk.signout", label: "ui.sign_out", keys: [], isSilent: true, run: () => void signOut() },
	{ id: "person.checkin", label: "desk.action.checkin", keys: [], isSilent: true, when: acts.canCheckIn, run: () => void acts.checkIn() },
	{ id: "person.handover", label: "desk.action.handover", keys: [], isSilent: true, when: acts.canHandOver, run: () => void acts.handOver() },
]);

/** First Enter opens the highlighted person, the next one does what is to be done now: never both with one press. */
function enter(): void {
	const person = store.person.peek();
	if (person !== null) {
		actions.run(stepOf(person, store.isHeld.peek()) === "question" ? "person.handover" : "person.checkin");
		return;
	}
	if (store.isSearching.peek()) {
		find.waitForOnlyHit();
		return;
	}
	const hit = store.highlighted.peek();
	if (hit !== undefined) void find.open(hit.id);
}

/** Moving in the list while a person is open shows the neighbour instead. */
function move(by: 1 | -1): void {
	const { list } = store.hits.peek();
	const next = Math.min(Math.max(store.cursor.peek() + by, 0), list.length - 1);
	if (list.length === 0 || next === store.cursor.peek()) return;
	store.cursor.value = next;
	if (store.person.peek() !== null) find.close();
}

/** Esc goes one step back: from the person to the list, from the list to the empty field. */
function back(): void {
	const isOpen = store.person.peek() !== null || store.openFailure.peek() !== null || store.unknownCode.peek() !== null;
	if (isOpen) find.close();
	else find.clearField();
}
