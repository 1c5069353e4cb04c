// What has to be seen before all is in order: approval, letter, photo, identity. Each is set by one press or key.
import type { VNode } from "preact";
import type { Participant } from "../../common/wire/types.ts";
import { time } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { KeyCap } from "../../common/ui/button.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { actions } from "../actions.ts";
import { MARKS, markOf, type Mark } from "../step.ts";

export function Marks({ person }: { person: Participant }): VNode {
	return (
		<ul class="marks" role="list" aria-label={t("desk.marks.label")}>
			{MARKS.map((mark) => <li key={mark}><MarkButton person={person} mark={mark} /></li>)}
		</ul>
	);
}

function MarkButton({ person, mark }: { person: Participant; mark: Mark }): VNode {
	const state = markOf(person, mark);
	const id = `mark.${mark}`;
	const chord = actions.get(id).keys[0] ?? "";
	const isOpen = actions.isEnabled(id);
	return (
		<button type="button" class="mark" data-testid={id} data-state={state} disabled={!isOpen} title={since(person, mark)} onClick={() => actions.run(id)}>
			<Icon name={state === "ok" ? "tick" : "circle"} />
			<span>{t(state === "ok" ? `desk.mark.${mark}.ok` : `desk.mark.${mark}.open`)}</span>
			{isOpen && <KeyCap chord={chord} />}
		</button>
	);
}

/** Who saw it, and when. */
function since(person: Participant, mark: Mark): string {
	const row = mark === "approval" ? person.approval : mark === "letter" ? person.letter : mark === "identity" ? person.identity : null;
	const [by, at] = [row?.by ?? "", row?.at ?? null];
	if (at === null) return "";
	return by === "" ? time(at) : t("desk.mark.since", { at: time(at), by });
}
