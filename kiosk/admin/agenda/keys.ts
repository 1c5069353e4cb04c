// The keys of the grid, as rows of the action table. Arrows move the session that has the focus; with Ctrl they move the focus.
import { type Actions, createActions } from "../../common/input/actions.ts";
import { open } from "../route.ts";
import { remove, undo } from "./acts.ts";
import { letGo, push, putDown } from "./hand.ts";
import { STEP, type Slot } from "./plan.ts";
import * as store from "./store.ts";

const onBlock = (): boolean => document.activeElement instanceof HTMLElement && document.activeElement.dataset["slot"] !== undefined;
const isHeld = (): boolean => store.trial.peek() !== null;
/** To the column that stands further along the page's direction. */
const along = (steps: number): number => (document.documentElement.dir === "rtl" ? -steps : steps);

export function planActions(help: () => void): Actions {
	const when = onBlock;
	return createActions([
		{ id: "up", label: "planner.key.earlier", keys: ["ArrowUp"], when, run: () => push({ minutes: -STEP }) },
		{ id: "down", label: "planner.key.later", keys: ["ArrowDown"], when, run: () => push({ minutes: STEP }) },
		{ id: "left", label: "planner.key.room", keys: ["ArrowLeft"], when, run: () => push({ column: along(-1) }) },
		{ id: "right", label: "planner.key.room", keys: ["ArrowRight"], when, run: () => push({ column: along(1) }), isSilent: true },
		{ id: "shorter", label: "planner.key.shorter", keys: ["Shift+ArrowUp"], when, run: () => push({ longer: -STEP }) },
		{ id: "longer", label: "planner.key.longer", keys: ["Shift+ArrowDown"], when, run: () => push({ longer: STEP }) },
		{ id: "to.up", label: "planner.key.go", keys: ["Ctrl+ArrowUp"], when, run: () => goTo(-1, 0) },
		{ id: "to.down", label: "planner.key.go", keys: ["Ctrl+ArrowDown"], when, run: () => goTo(1, 0), isSilent: true },
		{ id: "to.left", label: "planner.key.go", keys: ["Ctrl+ArrowLeft"], when, run: () => goTo(0, along(-1)), isSilent: true },
		{ id: "to.right", label: "planner.key.go", keys: ["Ctrl+ArrowRight"], when, run: () => goTo(0, along(1)), isSilent: true },
		{ id: "session.remove", label: "planner.key.remove", keys: ["Delete"], when: () => onBlock() && store.mayEdit.peek(), run: removeHere },
		{ id: "session.new", label: "planner.new", keys: ["n"], run: () => open("new") },
		{ id: "let.go", label: "planner.key.let_go", keys: ["Escape"], when: isHeld, run: letGo },
		{ id: "undo", label: "planner.undo", keys: ["Ctrl+z"], run: () => { if (isHeld()) letGo(); else void undo(); } },
		{ id: "findings", label: "planner.findings", keys: ["f"], run: () => open("findings") },
		{ id: "help", label: "ui.keys.title", keys: ["?", "F1"], run: help },
	]);
}

function removeHere(): void {
	letGo();
	const slot = store.slotById.peek().get(store.at.peek());
	if (slot !== undefined && slot.change !== "removed") void remove(slot);
}

/** To the one before or after in the same column, or to the nearest in time in the next column that has any. */
function goTo(down: number, across: number): void {
	putDown();
	const columns = store.columns.peek();
	const at = columns.findIndex(({ slots }) => slots.some(({ id }) => id === store.at.peek()));
	const here = columns[at]?.slots ?? [];
	const slot = here.find(({ id }) => id === store.at.peek());
	if (slot === undefined) return;
	const next = down !== 0 ? here[here.indexOf(slot) + down] : nearest(columns.slice(...(across > 0 ? [at + 1] : [0, at])).map(({ slots }) => slots), across, slot);
	if (next !== undefined) store.show(next.id);
}

function nearest(columns: readonly (readonly Slot[])[], across: number, slot: Slot): Slot | undefined {
	const full = columns.filter((slots) => slots.length > 0);
	const away = (other: Slot): number => Math.abs(other.startsAt - slot.startsAt);
	return [...(across > 0 ? full[0] : full.at(-1)) ?? []].sort((a, b) => away(a) - away(b))[0];
}
