// The plan: days and draft above, the grid, and beside it what is open: a session, the findings, what the draft changes.
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { bindKeys } from "../../../common/input/keys.ts";
import { number } from "../../../common/text/format.ts";
import { t } from "../../../common/text/t.ts";
import { Button } from "../../../common/ui/button.tsx";
import { StateChip } from "../../../common/ui/chip.tsx";
import { KeyHelp } from "../../../common/ui/dialog.tsx";
import { Icon } from "../../../common/ui/icon.tsx";
import { failureText } from "../../../common/ui/problem.tsx";
import * as acts from "../../agenda/acts.ts";
import { planActions } from "../../agenda/keys.ts";
import * as store from "../../agenda/store.ts";
import { dayWords, placeWords, when } from "../../agenda/words.ts";
import { open, place } from "../../route.ts";
import { sheet } from "../../stage.ts";
import { ChangesPanel, FindingsPanel } from "./found.tsx";
import { Grid } from "./grid.tsx";
import { DiscardSheet, ReleaseSheet } from "./release.tsx";
import { SessionPanel } from "./session.tsx";

export function PlanView(): VNode {
	const { id } = place.value;
	const [isHelp, setHelp] = useState(false);
	const actions = planActions(() => setHelp(true));
	useEffect(() => bindKeys(actions), []);
	useEffect(() => { if (store.slotById.peek().has(id)) store.show(id); }, [id, store.agenda.value === null]);
	return (
		<div class="planner">
			<Bar onHelp={() => setHelp(true)} />
			<UnsavedBar />
			<div class="planner-body" data-is-open={id !== ""}>
				{store.agenda.value === null ? <p class="planner-wait" role="status">{t("ui.waiting")}</p> : <Grid />}
				<Side id={id} />
			</div>
			{isHelp && <KeyHelp actions={actions} onClose={() => setHelp(false)} />}
		</div>
	);
}

function Side({ id }: { id: string }): VNode | null {
	if (id === "") return null;
	if (id === "findings") return <FindingsPanel />;
	if (id === "changes") return <ChangesPanel />;
	return <SessionPanel key={id} id={id} />;
}

function Bar({ onHelp }: { onHelp: () => void }): VNode {
	return (
		<div class="planner-bar">
			<nav class="planner-days" aria-label={t("planner.days")}>
				{store.days.value.map((key) => (
					<button key={key} type="button" aria-pressed={key === store.day.value} data-testid={`day-${key}`} onClick={() => store.showDay(key)}>{dayWords(key)}</button>
				))}
			</nav>
			<Jump />
			<button type="button" class="planner-tool" aria-pressed={store.isNarrow.value} onClick={() => { store.isNarrow.value = !store.isNarrow.peek(); }}>{t("planner.narrow")}</button>
			<button type="button" class="planner-tool" onClick={onHelp}>{t("ui.keys.title")}</button>
			<Button icon="plus" testId="session-new" onPress={() => open("new")}>{t("planner.new")}</Button>
			<DraftBar />
		</div>
	);
}

/** Straight to a session, by its title or code. */
function Jump(): VNode {
	const [text, setText] = useState("");
	const pick = (typed: string): void => {
		const wanted = typed.trim().toLowerCase();
		const slot = store.slots.peek().find(({ row }) => labelOf(row).toLowerCase() === wanted);
		setText(slot === undefined ? typed : "");
		if (slot !== undefined) store.show(slot.id);
	};
	return (
		<label class="filter planner-jump">
			<span class="sr-only">{t("planner.jump")}</span>
			<Icon name="search" />
			<input class="input" type="search" list="planner-sessions" value={text} dir="auto" autocomplete="off" spellcheck={false} placeholder={t("planner.jump")} onInput={(event) => pick(event.currentTarget.value)} />
			<datalist id="planner-sessions">{text.length < 2 ? null : store.slots.value.slice(0, 1000).map(({ id, row }) => <option key={id} value={labelOf(row)} />)}</datalist>
		</label>
	);
}

const labelOf = (row: Parameters<typeof acts.nameOf>[0]): string => `${row.code} · ${acts.nameOf(row)}`;

function DraftBar(): VNode {
	const draft = store.draft.value;
	const changed = draft?.sessions.length ?? 0;
	const errors = store.findings.value.filter(({ severity }) => severity === "error").length;
	const warnings = store.findings.value.length - errors;
	return (
		<div class="draft-bar" role="group" aria-label={t("planner.draft")} data-testid="draft-bar" data-is-empty={changed === 0}>
			<span class="draft-words">{changed > 0 ? t("planner.draft.changes", { n: changed }) : draft?.release ? t("planner.draft.none", { number: draft.release.number, at: when(draft.release.at) }) : t("planner.draft.empty")}</span>
			<button type="button" class="draft-found" data-testid="findings-open" data-tone={errors > 0 ? "refuse" : warnings > 0 ? "warn" : "ok"} aria-expanded={place.value.id === "findings"} onClick={() => open(place.peek().id === "findings" ? "" : "findings")}>
				<Icon name={errors > 0 ? "cross" : warnings > 0 ? "warn" : "tick"} />
				<span>{errors + warnings === 0 ? t("planner.found.none") : t("planner.found", { errors, warnings })}</span>
			</button>
			{store.conflicts.value.length > 0 && <StateChip tone="warn" text={t("planner.draft.conflicts", { n: store.conflicts.value.length })} />}
			<Button icon="undo" chord="Ctrl+z" testId="undo" isDisabled={!acts.canUndo.value} onPress={() => void acts.undo()}>{t("planner.undo")}</Button>
			{changed > 0 && <Button testId="changes-open" isPressed={place.value.id === "changes"} onPress={() => open(place.peek().id === "changes" ? "" : "changes")}>{t("planner.look")}</Button>}
			{changed > 0 && <Button testId="discard" onPress={() => { sheet.value = () => <DiscardSheet />; }}>{t("planner.discard")}</Button>}
			<Button tone="main" testId="release" isDisabled={changed === 0} onPress={() => { sheet.value = () => <ReleaseSheet />; }}>{changed === 0 ? t("planner.release") : t("planner.release.n", { n: number(changed) })}</Button>
		</div>
	);
}

/** What did not get through stays here, in words, until somebody decides. */
function UnsavedBar(): VNode | null {
	const row = acts.unsaved.value;
	if (row === null) return null;
	const theirs = store.slotById.value.get(row.id);
	const by = store.draft.value?.sessions.find(({ id }) => id === row.id)?.drafted_by ?? "";
	return (
		<div class="planner-unsaved" role="alert" data-testid="unsaved">
			<Icon name="warn" />
			<div>
				<p><b>{row.isStale ? t("planner.stale", { title: row.name, by: by || t("planner.somebody") }) : failureText(row.failure)}</b></p>
				{row.isStale && theirs !== undefined && <p>{t("planner.stale.theirs", { place: placeWords(theirs) })}</p>}
				<p>{row.place === null ? t("planner.stale.kept") : t("planner.stale.mine", { place: placeWords(row.place) })}</p>
			</div>
			<div class="planner-unsaved-acts">
				<Button tone="main" testId="insist" onPress={() => void acts.insist()}>{t("planner.insist")}</Button>
				<Button testId="give-way" onPress={() => { acts.unsaved.value = null; }}>{t("planner.give_way")}</Button>
			</div>
		</div>
	);
}
