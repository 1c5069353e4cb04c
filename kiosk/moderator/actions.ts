// Everything that has a key on the moderator's screen. Letters are dead while a field has the focus; the ones with Ctrl or Alt are not.
import { alertSeen } from "../common/net/alerts.ts";
import { createActions } from "../common/input/actions.ts";
import type { SpeakerKind } from "../common/wire/types.ts";
import { callNext, endNow, giveTime, pauseOrResume, takeSuggestion, undoLast } from "./floor.ts";
import { announceChanged, announceFirst, canAnnounce } from "./match.ts";
import type { Group } from "./more.ts";
import { logPledge } from "./outbox.ts";
import { leave, saveReopened } from "./reopen.ts";
import {
	adding, entry, floor, form, gaps, isHelpOpen, isListening, isPledgerOpen, openGroups, opened, openSpeaker, sessionId, speaking,
	undo, waiting,
} from "./store.ts";
import { otherReading, takeOther } from "./switch.ts";
import { blankOrBack } from "./wall.ts";

function focusOn(id: string): void {
	document.getElementById(id)?.focus();
}

/** To the row of a list that the arrows were last at. */
function focusRow(list: string): void {
	document.querySelector<HTMLElement>(`#${list} [data-row][tabindex='0']`)?.focus();
}

/** In the line already, it leads to the list of speakers, where single letters work. */
function toLine(): void {
	const isThere = document.activeElement?.id === "line";
	adding.value = null;
	if (form.peek().of !== null) leave();
	else if (isThere) focusRow("speakers");
	else focusOn("line");
}

function add(kind: SpeakerKind): () => void {
	return () => { adding.value = kind; };
}

export function toggleGroup(group: Group): void {
	const open = openGroups.peek();
	const isOpen = open.includes(group);
	openGroups.value = isOpen ? open.filter((row) => row !== group) : [...open, group];
	if (!isOpen) window.requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-group=${group}] :is(input, select)`)?.focus());
}

const hasQueue = (): boolean => waiting.value.length > 0;
const leads = (): boolean => !isListening.value && sessionId.value !== null;
const hasFloor = (): boolean => leads() && speaking.value !== null;

const isForHelp = (): boolean => false;

export const actions = createActions([
	{
		id: "pledge.log", label: "moderator.act.log", keys: ["Ctrl+Enter"], inFields: true,
		when: () => gaps.value.length === 0,
		run: () => void (form.peek().of === null ? logPledge() : saveReopened()),
	},
	{ id: "pledge.other", label: "moderator.act.other", keys: ["Alt+y"], inFields: true, when: () => otherReading.value !== null, run: takeOther },
	{ id: "pledge.announce", label: "moderator.act.announce", keys: ["a", "Alt+a"], inFields: true, when: canAnnounce, run: () => void announceFirst() },
	{
		id: "pledge.announce_changed", label: "moderator.act.announce_changed", keys: ["A", "Alt+A"], inFields: true,
		when: canAnnounce,
		run: () => void announceChanged(),
	},
	{ id: "pledge.money", label: "moderator.group.money", keys: ["Alt+1"], inFields: true, run: () => toggleGroup("money") },
	{ id: "pledge.aim", label: "moderator.group.aim", keys: ["Alt+2"], inFields: true, run: () => toggleGroup("aim") },
	{ id: "pledge.record", label: "moderator.group.record", keys: ["Alt+3"], inFields: true, run: () => toggleGroup("record") },
	{
		id: "pledge.who", label: "moderator.act.who", keys: ["h", "Alt+h"], inFields: true,
		run: () => { isPledgerOpen.value = "lead"; },
	},
	{
		id: "pledge.joint", label: "moderator.act.joint", keys: ["j", "Alt+j"], inFields: true,
		when: () => entry.value.who !== null && !isListening.value,
		run: () => { isPledgerOpen.value = "joint"; },
	},
	{
		id: "floor.toggle", label: "moderator.act.toggle", keys: [" ", "Alt+p"], inFields: true,
		when: () => leads() && (speaking.value !== null || hasQueue()),
		run: () => void pauseOrResume(),
	},
	{ id: "floor.next", label: "moderator.act.next", keys: ["n", "Alt+n"], inFields: true, when: () => leads() && hasQueue(), run: () => void callNext() },
	{ id: "floor.end", label: "moderator.act.end", keys: ["e", "Alt+e"], inFields: true, when: hasFloor, run: () => void endNow() },
	{ id: "floor.half", label: "moderator.act.half", keys: ["+"], when: hasFloor, run: () => void giveTime(30) },
	{ id: "floor.minute", label: "moderator.act.minute", keys: ["m", "Alt+m"], inFields: true, when: hasFloor, run: () => void giveTime(60) },
	{
		id: "floor.particulars", label: "moderator.act.particulars", keys: ["t", "Alt+t"], inFields: true,
		when: () => leads() && speaking.value !== null,
		run: () => { openSpeaker.value = speaking.peek()?.id ?? null; },
	},
	{ id: "floor.add", label: "moderator.act.add", keys: ["s", "Alt+s"], inFields: true, when: leads, run: add("statement") },
	{ id: "floor.order", label: "moderator.act.order", keys: ["o", "Alt+o"], inFields: true, when: leads, run: add("point_of_order") },
	{ id: "floor.reply", label: "moderator.act.reply", keys: ["r", "Alt+r"], inFields: true, when: leads, run: add("reply") },
	{
		id: "floor.suggested", label: "moderator.act.suggested", keys: ["g", "Alt+g"], inFields: true,
		when: () => leads() && (floor.value?.suggestion ?? null) !== null,
		run: () => void takeSuggestion(),
	},
	{
		id: "floor.rules", label: "moderator.act.rules", keys: ["q", "Alt+q"], inFields: true, when: leads,
		run: () => { opened.value = "rules"; },
	},
	{ id: "floor.undo", label: "moderator.act.undo", keys: ["Ctrl+z"], when: () => leads() && undo.value !== null, run: () => void undoLast() },
	{
		id: "floor.undo_here", label: "moderator.act.undo", keys: ["Alt+z"], inFields: true, isSilent: true,
		when: () => leads() && undo.value !== null,
		run: () => void undoLast(),
	},
	{ id: "wall.blank", label: "moderator.act.blank", keys: ["b", "Alt+b"], inFields: true, when: () => !isListening.value, run: () => void blankOrBack() },
	{
		id: "wall.menu", label: "moderator.act.wall", keys: ["w", "Alt+w"], inFields: true, when: () => !isListening.value,
		run: () => { opened.value = "wall"; },
	},
	{ id: "line.focus", label: "moderator.act.line", keys: ["Escape"], inFields: true, run: toLine },
	{ id: "speakers.focus", label: "moderator.act.speakers_focus", keys: ["k", "Alt+k"], inFields: true, run: () => focusRow("speakers") },
	{ id: "log.focus", label: "moderator.act.log_focus", keys: ["l", "Alt+l"], inFields: true, run: () => focusRow("log") },
	{ id: "evidence", label: "moderator.act.evidence", keys: ["v", "Alt+v"], inFields: true, run: () => { opened.value = "evidence"; } },
	/* What the rows of the lists answer to themselves: here for the help sheet. */
	{ id: "row.move", label: "moderator.act.move", keys: ["Alt+ArrowUp", "Alt+ArrowDown"], when: isForHelp, run: isForHelp },
	{ id: "row.undelivered", label: "moderator.act.keep_text", keys: ["u"], when: isForHelp, run: isForHelp },
	{ id: "row.log", label: "moderator.act.in_log", keys: ["F R D C E W H"], when: isForHelp, run: isForHelp },
	alertSeen,
	{ id: "help", label: "moderator.act.help", keys: ["?"], run: () => { isHelpOpen.value = true; } },
]);
