// One table of what can be done on a screen. Buttons, keys, the help sheet and aria-keyshortcuts all come from it.
import type { Key } from "../text/t.ts";

export interface Action {
	/** verb.noun or noun.verb; the same string names it in logs. */
	id: string;
	label: Key;
	/** KeyboardEvent.key with modifiers in front: "F2", "Enter", "Ctrl+Enter", "ArrowDown", "n". The first one is shown. */
	keys: readonly string[];
	/** Absent: always. Read at the moment of the press and whenever the button is drawn. */
	when?: () => boolean;
	run: () => void;
	/** Works while a field has the focus. Single characters never do, whatever stands here. */
	inFields?: boolean;
	/** Not in the help sheet (arrows of a list and the like are explained in one row instead). */
	isSilent?: boolean;
}

export interface Actions {
	list: readonly Action[];
	/** Throws on an unknown id: a button that does nothing is a programming error. */
	get(id: string): Action;
	isEnabled(id: string): boolean;
	run(id: string): void;
	/** The action a key press means here, enabled or not. */
	byKey(chord: string): Action | undefined;
}

export function createActions(list: readonly Action[]): Actions {
	const byId = new Map(list.map((action) => [action.id, action]));
	const byChord = new Map(list.flatMap((action) => action.keys.map((chord) => [chord, action] as const)));
	const get = (id: string): Action => {
		const action = byId.get(id);
		if (action === undefined) throw new Error(`no action ${id}`);
		return action;
	};
	const isEnabled = (id: string): boolean => get(id).when?.() ?? true;
	return {
		list,
		get,
		isEnabled,
		run: (id) => {
			if (isEnabled(id)) get(id).run();
		},
		byKey: (chord) => byChord.get(chord),
	};
}

/** "Ctrl+Enter" → "Control+Enter", the spelling of aria-keyshortcuts. */
export function ariaChord(chord: string): string {
	return chord.replace("Ctrl+", "Control+").replace(/(^|\+)(?=[A-Z]$)/, "$1Shift+");
}
