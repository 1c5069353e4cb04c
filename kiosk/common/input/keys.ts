// Sends key presses to the action table. Single characters are dead inside fields and with modifiers (WCAG 2.1.4).
import type { Actions } from "./actions.ts";

/**
 * "Ctrl+Enter", "?", "F2". Shift is part of the character, so it is only named for keys that have a name. A digit with Alt is the
 * key in the row of digits, whatever the layout of the keyboard makes of it.
 */
export function chordOf(event: KeyboardEvent): string {
	if (event.altKey && /^Digit\d$/.test(event.code)) return `Alt+${event.code.at(-1)}`;
	const isNamed = event.key.length > 1;
	const parts = [
		event.ctrlKey || event.metaKey ? "Ctrl+" : "",
		event.altKey ? "Alt+" : "",
		event.shiftKey && isNamed ? "Shift+" : "",
	];
	return parts.join("") + event.key;
}

/** Whether what has the focus takes text. */
export function isField(target: EventTarget | null): boolean {
	if (!(target instanceof HTMLElement)) return false;
	if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
	return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(target.type);
}

/** A press that types a character (not a shortcut). */
export function isTyping(event: KeyboardEvent): boolean {
	return event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
}

/** Listens on the document until the returned stop is called. An open dialog keeps all keys but its own. */
export function bindKeys(actions: Actions): () => void {
	const onKey = (event: KeyboardEvent): void => {
		if (event.defaultPrevented || event.isComposing) return;
		const action = actions.byKey(chordOf(event));
		if (action === undefined || !actions.isEnabled(action.id)) return;
		if (document.querySelector("dialog[open]") !== null) return;
		if (isField(event.target) && (isTyping(event) || action.inFields !== true)) return;
		// Enter and Space alone belong to the button or link that has the focus.
		if (["Enter", " "].includes(chordOf(event)) && isControl(event.target)) return;
		event.preventDefault();
		if (!event.repeat || event.key.startsWith("Arrow")) action.run();
	};
	document.addEventListener("keydown", onKey);
	return () => document.removeEventListener("keydown", onKey);
}

function isControl(target: EventTarget | null): boolean {
	return target instanceof Element && target.closest("button, a[href], summary, input[type=checkbox], input[type=radio]") !== null;
}
