// The desk's action table: its buttons, keys and help sheet.
import { createActions } from "../common/input/actions.ts";
import { signOut } from "../common/net/login.ts";
import * as acts from "./acts.ts";
import * as find from "./find.ts";
import * as store from "./store.ts";

export const actions = createActions([
	{ id: "person.enter", label: "desk.action.enter", keys: ["Enter"], inFields: true, run: enter },
	{ id: "hit.next", label: "desk.action.next", keys: ["ArrowDown"], inFields: true, run: () => move(1) },
	{ id: "hit.previous", label: "desk.action.previous", keys: ["ArrowUp"], inFields: true, run: () => move(-1) },
	{ id: "person.walkin", label: "desk.action.walkin", keys: ["F2"], inFields: true, run: () => openSheet("walkin") },
	{
		id: "badge.reprint",
		label: "desk.action.reprint",
		keys: ["F4"],
		inFields: true,
		when: () => store.person.value?.badge != null && store.checkIn.value.state !== "busy",
		run: () => openSheet("reprint"),
	},
	{ id: "desk.back", label: "desk.action.back", keys: ["Escape"], inFields: true, run: back },
	{ id: "desk.keys", label: "desk.action.keys", keys: ["?", "F1"], inFields: true, run: () => openSheet("keys") },
	{ id: "desk.signout", label: "ui.sign_out", keys: [], isSilent: true, run: () => void signOut() },
	{ id: "person.checkin", label: "desk.action.checkin", keys: [], isSilent: true, when: acts.canCheckIn, run: () => void acts.checkIn() },
]);

/** First Enter opens the highlighted person, the next one checks in: never both with one press. */
function enter(): void {
	if (store.person.peek() !== null) {
		actions.run("person.checkin");
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

function openSheet(which: store.Sheet): void {
	store.sheet.value = which;
}
