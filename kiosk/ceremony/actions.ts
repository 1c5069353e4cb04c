// The screen's action table: its buttons, keys and help sheet.
import { createActions } from "../common/input/actions.ts";
import { alertSeen } from "../common/net/alerts.ts";
import { signOut } from "../common/net/login.ts";
import * as commands from "./commands.ts";
import * as store from "./store.ts";

const hasCalled = (): boolean => store.isOpen.value && store.now.value !== null;
const onCalled = (step: commands.Step) => (): void => {
	const row = store.now.peek();
	if (row !== null) void commands.step(row, step);
};
const canPhoto = (): boolean => store.isOpen.value && photographed() !== null;

/** The photograph is of whoever stands at the table, or of who has just signed. */
function photographed() {
	return store.now.value ?? store.signed.value[0] ?? null;
}

function photo(): void {
	const row = photographed();
	if (row !== null) void commands.step(row, "photo");
}

function callNext(): void {
	const row = store.next.peek()[0];
	if (row !== undefined) void commands.step(row, "call");
}

function openPaper(): void {
	const row = store.now.peek() ?? store.next.peek()[0];
	store.paperCode.value = null;
	if (row !== undefined) store.sheet.value = { kind: "paper", id: row.id };
}

/** Who was called goes back to the list; when nobody is, the last signature is asked about. */
function undo(): void {
	const row = store.now.peek();
	const last = store.signed.peek()[0];
	if (row !== null) void commands.step(row, "return");
	else if (last !== undefined) store.sheet.value = { kind: "annul", id: last.id };
}

export const actions = createActions([
	{ id: "call.next", label: "ceremony.action.next", keys: ["n"], when: () => store.isOpen.value && store.now.value === null && store.next.value.length > 0 && !store.isBusy.value, run: callNext },
	{ id: "mark.absent", label: "ceremony.action.absent", keys: ["a"], when: hasCalled, run: onCalled("absent") },
	{ id: "mark.late", label: "ceremony.action.late", keys: ["l"], when: hasCalled, run: onCalled("late") },
	{ id: "sign.paper", label: "ceremony.action.paper", keys: ["s"], when: () => store.isOpen.value && (store.now.value !== null || store.next.value.length > 0), run: openPaper },
	{ id: "mark.photo", label: "ceremony.action.photo", keys: ["p"], when: canPhoto, run: photo },
	{ id: "undo", label: "ceremony.action.undo", keys: ["u"], when: () => store.isOpen.value && (store.now.value !== null || store.signed.value.length > 0), run: undo },
	{ id: "filter", label: "ceremony.action.filter", keys: ["/"], run: () => document.getElementById("filter")?.focus() },
	alertSeen,
	{ id: "keys", label: "ui.keys.title", keys: ["?", "F1"], run: () => { store.sheet.value = { kind: "keys" }; } },
	{ id: "signout", label: "ui.sign_out", keys: [], isSilent: true, run: () => void signOut() },
]);
