// One session, open beside the grid: what is said of it in six languages with what is missing, where and when, who, what it needs.
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { catalogue } from "../../../common/net/catalogue.ts";
import { dirOf, OWN_NAMES } from "../../../common/text/dir.ts";
import { languageName, words } from "../../../common/text/format.ts";
import { t } from "../../../common/text/t.ts";
import { Button } from "../../../common/ui/button.tsx";
import { StateChip } from "../../../common/ui/chip.tsx";
import { described, Field, SelectField, TextField } from "../../../common/ui/field.tsx";
import { Icon } from "../../../common/ui/icon.tsx";
import { Bdi } from "../../../common/ui/name.tsx";
import { type Failure, ProblemPanel } from "../../../common/ui/problem.tsx";
import type { Lang } from "../../../common/wire/types.ts";
import * as acts from "../../agenda/acts.ts";
import { clashesOf } from "../../agenda/clash.ts";
import * as form from "../../agenda/form.ts";
import { placed, type Slot } from "../../agenda/plan.ts";
import * as store from "../../agenda/store.ts";
import { changeWords, dayWords, findingWords, nameOfRoom, things } from "../../agenda/words.ts";
import { EQUIPMENT, type Finding, KINDS, LANGUAGES, ROLES } from "../../agenda/wire.ts";
import { open } from "../../route.ts";
import { linesOf } from "../../people.ts";
import { Panel, PersonPicker } from "../parts.tsx";
import { freshPlace } from "../../agenda/fresh.ts";

export function SessionPanel({ id }: { id: string }): VNode | null {
	const slot = store.slotById.value.get(id) ?? null;
	useEffect(() => {
		if (slot !== null) form.follow(slot);
		else if (id === form.NEW) form.begin(freshPlace());
	}, [slot, id]);
	const sheet = form.sheetOf(id);
	if (sheet === undefined) return <Panel title={t("planner.session")} label={t("planner.session")}><p>{store.agenda.value === null ? t("ui.waiting") : t("err.NOT_FOUND")}</p></Panel>;
	return (
		<Panel label={t("planner.session")} title={slot === null ? t("planner.new") : <><span class="code">{slot.row.code}</span> <Bdi text={words(slot.row.title)} /></>}>
			{slot !== null && <State slot={slot} />}
			<SessionForm id={id} slot={slot} values={sheet.values} isChanged={form.isChanged(sheet)} isOld={slot !== null && sheet.version !== slot.version} />
		</Panel>
	);
}

function State({ slot }: { slot: Slot }): VNode {
	const mine = store.changes.value.filter(({ session }) => session.id === slot.id);
	return (
		<div class="session-state">
			<p class="chips">
				<StateChip tone="plain" text={t(`planner.kind.${slot.row.kind}`)} />
				{slot.row.state !== "planned" && <StateChip tone={slot.row.state === "cancelled" ? "refuse" : "info"} text={t(`planner.state.${slot.row.state}`)} />}
				{slot.change !== null && <StateChip tone="wait" text={t(`planner.draft.${slot.change}`)} />}
				{slot.isConflict && <StateChip tone="warn" text={t("planner.draft.conflict")} />}
			</p>
			{mine.length > 0 && <ul class="session-changes">{mine.map((row, i) => <li key={i}>{changeWords(row)}</li>)}</ul>}
			{slot.isConflict && <p class="field-hint">{t("planner.draft.conflict.hint")}</p>}
		</div>
	);
}

interface FormProps { id: string; slot: Slot | null; values: form.Values; isChanged: boolean; isOld: boolean }

function SessionForm({ id, slot, values, isChanged, isOld }: FormProps): VNode {
	const [failure, setFailure] = useState<Failure | null>(null);
	const [isBusy, setBusy] = useState(false);
	const type = (change: Partial<form.Values>): void => form.type(id, change);
	const save = async (): Promise<void> => {
		if (isBusy) return;
		setBusy(true);
		const saved = await form.save(slot);
		setBusy(false);
		setFailure(saved.failure);
		if (saved.failure === null && slot === null) open(saved.id);
	};
	const isStale = isOld || (failure?.kind === "refused" && failure.problem.status === 412);
	const error = (field: string): { error?: string } => (failure?.kind === "refused" && failure.problem.field?.startsWith(field) ? { error: failure.problem.detail ?? failure.problem.title } : {});
	return (
		<form class="session-form" data-testid="session-form" onSubmit={(event) => { event.preventDefault(); void save(); }}>
			{isStale && isChanged && slot !== null && <Stale slot={slot} onTaken={() => setFailure(null)} />}
			<Clashes id={id} slot={slot} values={values} isChanged={isChanged} />
			<Titles values={values} type={type} />
			<div class="form-fields">
				<div data-half="true"><SelectField id="s-kind" label={t("planner.field.kind")} value={values.kind} options={KINDS.map((value) => ({ value, label: t(`planner.kind.${value}`) }))} onChange={(kind) => type({ kind: kind as form.Values["kind"] })} /></div>
				<div data-half="true"><TextField id="s-code" label={t("planner.field.code")} value={values.code} dir="ltr" isOptional {...error("code")} onInput={(code) => type({ code })} /></div>
				<div><SelectField id="s-room" label={t("planner.field.room")} value={values.room} empty={t("planner.room.none")} options={store.rooms.value.map((room) => ({ value: room.id, label: nameOfRoom(room) }))} {...error("room")} onChange={(room) => type({ room })} /></div>
				<When values={values} type={type} error={error} />
			</div>
			<Texts values={values} type={type} />
			{form.sheetOf(id)?.areKnown === true && <People values={values} type={type} />}
			<fieldset class="checks"><legend class="field-label">{t("planner.field.focus_areas")}</legend>
				<Ticks chosen={values.focus_areas} options={(catalogue.value?.focus_areas ?? []).map((area) => ({ value: area.key, label: words(area.short) }))} onChange={(focus_areas) => type({ focus_areas })} />
			</fieldset>
			<div class="form-fields">
				<div data-half="true"><TextField id="s-capacity" label={t("planner.field.capacity")} value={values.capacity} dir="ltr" isOptional {...error("capacity")} onInput={(capacity) => type({ capacity })} /></div>
				<div data-half="true"><SelectField id="s-language" label={t("planner.field.language")} value={values.language} empty={t("admin.none")} options={LANGUAGES.map((value) => ({ value, label: languageName(value) }))} onChange={(language) => type({ language })} /></div>
			</div>
			<fieldset class="checks"><legend class="field-label">{t("planner.field.interpretation")}</legend>
				<Ticks chosen={values.interpretation} options={LANGUAGES.map((value) => ({ value, label: languageName(value) }))} onChange={(interpretation) => type({ interpretation })} />
			</fieldset>
			<fieldset class="checks"><legend class="field-label">{t("planner.field.equipment")}</legend>
				<Ticks chosen={values.equipment} options={EQUIPMENT.map((value) => ({ value, label: things([value]) }))} onChange={(equipment) => type({ equipment })} />
			</fieldset>
			<div class="session-flags">
				{(["by_invitation", "is_fixed", "needs_high_level"] as const).map((name) => (
					<label key={name} class="check"><input type="checkbox" name={name} checked={values[name]} onChange={(event) => type({ [name]: event.currentTarget.checked })} /><span>{t(`planner.field.${name}`)}</span></label>
				))}
			</div>
			{failure !== null && !isStale && <ProblemPanel failure={failure} />}
			<div class="session-acts">
				<Button type="submit" tone="main" testId="session-save" isBusy={isBusy} isDisabled={slot !== null && !isChanged} onPress={() => undefined}>{slot === null ? t("planner.add") : t("planner.save")}</Button>
				{slot !== null && isChanged && <Button testId="session-revert" onPress={() => { form.forget(id); form.follow(slot); setFailure(null); }}>{t("planner.revert")}</Button>}
				{(slot?.change === "edited" || slot?.change === "removed") && <Button tone="quiet" icon="undo" testId="session-drop" onPress={() => void acts.drop(slot)}>{t("planner.drop")}</Button>}
				{slot !== null && slot.change !== "removed" && <Button tone="risk" testId="session-remove" onPress={() => void acts.remove(slot)}>{t("planner.remove")}</Button>}
			</div>
		</form>
	);
}

/** Somebody else was here: what they changed, and what this form still holds. */
function Stale({ slot, onTaken }: { slot: Slot; onTaken: () => void }): VNode {
	const by = store.draft.value?.sessions.find(({ id }) => id === slot.id)?.drafted_by ?? "";
	const names = form.differences(slot).map((name) => t(`planner.field.${name}`));
	return (
		<div class="session-stale" role="alert" data-testid="session-stale">
			<p><b>{t("planner.stale", { title: words(slot.row.title), by: by || t("planner.somebody") })}</b></p>
			{names.length > 0 && <p>{t("planner.stale.fields", { fields: names.join(", ") })}</p>}
			<p>{t("planner.stale.typed")}</p>
			<Button testId="session-rebase" onPress={() => { form.rebase(slot); onTaken(); }}>{t("planner.stale.rebase")}</Button>
		</div>
	);
}

/** What is found about it as it is kept; while it is being edited, what the form as it stands would clash with. */
function Clashes({ id, slot, values, isChanged }: { id: string; slot: Slot | null; values: form.Values; isChanged: boolean }): VNode | null {
	const place = form.placeOf(values);
	const kept = store.about(id);
	const rows: readonly Finding[] = isChanged && place !== null && slot !== null
		? [...clashesOf(placed(slot, place), place, store.slots.value, store.roomById.value), ...kept.filter(({ kind }) => !PLACED.has(kind))]
		: kept;
	if (rows.length === 0) return null;
	const sorted = [...rows].sort((a, b) => a.severity.localeCompare(b.severity));
	return (
		<ul role="list" class="session-found" data-testid="session-found">
			{sorted.map((row, i) => <li key={i} data-severity={row.severity}><Icon name={row.severity === "error" ? "cross" : "warn"} /><span>{findingWords(row)}</span></li>)}
		</ul>
	);
}
/** Found anew while the form moves the session. */
const PLACED = new Set(["room_overlap", "person_overlap", "turn_round", "room_capacity", "equipment", "interpretation_room"]);

function When({ values, type, error }: { values: form.Values; type: (change: Partial<form.Values>) => void; error: (field: string) => { error?: string } }): VNode {
	const isBad = form.placeOf(values) === null;
	const bad = isBad ? { error: t("planner.when.bad") } : {};
	const days = [...new Set([...store.days.value, values.day])].sort();
	return (
		<>
			<div><SelectField id="s-day" label={t("planner.field.day")} value={values.day} options={days.map((value) => ({ value, label: dayWords(value) }))} onChange={(day) => type({ day })} /></div>
			{(["from", "to"] as const).map((name) => {
				const why = error(name === "from" ? "starts_at" : "ends_at").error ?? bad.error;
				return (
					<div key={name} data-half="true">
						<Field id={`s-${name}`} label={t(`planner.field.${name}`)} {...(why !== undefined && { error: why })}>
							<input class="input" id={`s-${name}`} type="time" step={300} value={values[name]} {...described(`s-${name}`, undefined, why)} onInput={(event) => type({ [name]: event.currentTarget.value })} />
						</Field>
					</div>
				);
			})}
		</>
	);
}

function Titles({ values, type }: { values: form.Values; type: (change: Partial<form.Values>) => void }): VNode {
	return (
		<fieldset class="tongues">
			<legend class="field-label">{t("planner.field.title")}</legend>
			{LANGUAGES.map((lang) => (
				<label key={lang} class="tongue" data-is-gap={!values.title[lang]?.trim()}>
					<span class="tongue-name" title={OWN_NAMES[lang]} aria-hidden="true">{lang.toUpperCase()}</span>
					<span class="sr-only">{t("planner.title.in", { language: languageName(lang) })}</span>
					<input class="input" name={`title.${lang}`} lang={lang} dir={dirOf(lang)} value={values.title[lang] ?? ""} placeholder={t("planner.gap")} autocomplete="off"
						onInput={(event) => type({ title: { ...values.title, [lang]: event.currentTarget.value } })} />
				</label>
			))}
		</fieldset>
	);
}

function Texts({ values, type }: { values: form.Values; type: (change: Partial<form.Values>) => void }): VNode {
	const [lang, setLang] = useState<Lang>("en");
	return (
		<div class="field">
			<div class="tongue-tabs" role="group" aria-label={t("planner.field.text")}>
				<span class="field-label">{t("planner.field.text")}</span>
				{LANGUAGES.map((one) => (
					<button key={one} type="button" aria-pressed={one === lang} data-is-gap={!values.text[one]?.trim()} title={values.text[one]?.trim() ? OWN_NAMES[one] : t("planner.gaps", { languages: OWN_NAMES[one] })} onClick={() => setLang(one)}>{one.toUpperCase()}</button>
				))}
			</div>
			<textarea class="input" rows={4} lang={lang} dir={dirOf(lang)} aria-label={t("planner.text.in", { language: languageName(lang) })} value={values.text[lang] ?? ""}
				onInput={(event) => type({ text: { ...values.text, [lang]: event.currentTarget.value } })} />
		</div>
	);
}

function People({ values, type }: { values: form.Values; type: (change: Partial<form.Values>) => void }): VNode {
	const [name, setName] = useState("");
	const { people } = values;
	const put = (next: readonly form.FormPerson[]): void => type({ people: next });
	const addName = (): void => {
		if (name.trim() === "") return;
		put([...people, { id: null, name: name.trim(), role: "speaker", about: "" }]);
		setName("");
	};
	return (
		<fieldset class="session-people">
			<legend class="field-label">{t("planner.field.people")}</legend>
			<ul role="list" data-testid="session-people">
				{people.map((person, i) => (
					<li key={`${person.id ?? person.name}-${i}`}>
						<span class="session-person"><Bdi text={person.name} />{person.about !== "" && <span class="soft"><Bdi text={person.about} /></span>}{person.id === null && person.about === "" && <span class="soft">{t("planner.people.bare")}</span>}</span>
						<select class="input" aria-label={t("planner.people.role", { name: person.name })} value={person.role} onChange={(event) => put(people.map((other, k) => (k === i ? { ...other, role: event.currentTarget.value as form.FormPerson["role"] } : other)))}>
							{ROLES.map((role) => <option key={role} value={role}>{t(`planner.role.${role}`)}</option>)}
						</select>
						<button type="button" class="dialog-close" aria-label={t("planner.people.remove", { name: person.name })} onClick={() => put(people.filter((_, k) => k !== i))}><Icon name="cross" /></button>
					</li>
				))}
			</ul>
			<PersonPicker id="s-person" label={t("planner.people.find")} without={people.flatMap(({ id }) => id ?? [])}
				onPick={(person) => put([...people, { id: person.id, name: person.name.display, role: people.some(({ role }) => role === "moderator") ? "panellist" : "speaker", about: linesOf(person).main }])} />
			<div class="session-bare">
				<TextField id="s-bare" label={t("planner.people.name")} value={name} onInput={setName} />
				<Button isDisabled={name.trim() === ""} onPress={addName}>{t("planner.people.add")}</Button>
			</div>
		</fieldset>
	);
}

function Ticks({ chosen, options, onChange }: { chosen: readonly string[]; options: readonly { value: string; label: string }[]; onChange: (next: readonly string[]) => void }): VNode {
	return (
		<div class="ticks">
			{options.map(({ value, label }) => (
				<label key={value} class="check"><input type="checkbox" value={value} checked={chosen.includes(value)}
					onChange={(event) => onChange(event.currentTarget.checked ? options.map((option) => option.value).filter((one) => one === value || chosen.includes(one)) : chosen.filter((one) => one !== value))} /><span>{label}</span></label>
			))}
		</div>
	);
}
