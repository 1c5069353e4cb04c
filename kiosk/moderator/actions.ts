// Everything that has a key on the moderator's screen. Letters are dead while a field has the focus; the ones with Ctrl or Alt are not.
import { createActions } from "../common/input/actions.ts";
import { callNext, startOrEnd } from "./commands.ts";
import { announceFirst, canAnnounce } from "./match.ts";
import { logPledge } from "./outbox.ts";
import { gaps, isAdding, isFloorBusy, isHelpOpen, sessionId, speaking, submitted, waiting } from "./store.ts";

function focusOn(id: string): void {
	document.getElementById(id)?.focus();
}

/** To the row of the log that the arrows were last at. */
function focusLog(): void {
	document.querySelector<HTMLElement>("#log [data-row][tabindex='0']")?.focus();
}

function toLine(): void {
	isAdding.value = false;
	focusOn("line");
}

const hasQueue = (): boolean => waiting.value.length > 0;

export const actions = createActions([
	{
		id: "pledge.log", label: "moderator.act.log", keys: ["Ctrl+Enter"], inFields: true,
		when: () => gaps.value.length === 0,
		run: () => void logPledge(),
	},
	{
		id: "pledge.announce", label: "moderator.act.announce", keys: ["a", "Alt+a"], inFields: true,
		when: () => submitted.value.length > 0 && canAnnounce(),
		run: () => void announceFirst(),
	},
	{
		id: "floor.toggle", label: "moderator.act.toggle", keys: [" "],
		when: () => !isFloorBusy.value && (speaking.value !== null || hasQueue()),
		run: () => void startOrEnd(),
	},
	{
		id: "floor.next", label: "moderator.act.next", keys: ["n", "Alt+n"], inFields: true,
		when: () => !isFloorBusy.value && hasQueue(),
		run: () => void callNext(),
	},
	{
		id: "floor.add", label: "moderator.act.add", keys: ["s", "Alt+s"], inFields: true,
		when: () => sessionId.value !== null,
		run: () => { isAdding.value = true; },
	},
	{ id: "line.focus", label: "moderator.act.line", keys: ["Escape"], inFields: true, run: toLine },
	{ id: "log.focus", label: "moderator.act.log_focus", keys: ["l", "Alt+l"], inFields: true, run: focusLog },
	{ id: "help", label: "moderator.act.help", keys: ["?"], run: () => { isHelpOpen.value = true; } },
]);
