// The further fields, in three groups behind one row of buttons; each opens by a key and says how much is in it.
import type { VNode } from "preact";
import { t } from "../../common/text/t.ts";
import { KeyCap } from "../../common/ui/button.tsx";
import { actions, toggleGroup } from "../actions.ts";
import { FIELDS, GROUPS, type Group, type More as Values, type MoreField, SDGS, countIn } from "../more.ts";
import { setForm } from "../outbox.ts";
import { form, log, more, openGroups } from "../store.ts";
import { shownAs } from "./facts.ts";

function set(part: Values): void {
	setForm({ ...form.peek(), more: { ...form.peek().more, ...part } });
}

export function More(): VNode {
	const open = openGroups.value;
	return (
		<>
			<div class="groups">
				{GROUPS.map((group, i) => <Head key={group} group={group} chord={`Alt+${i + 1}`} isOpen={open.includes(group)} />)}
			</div>
			{GROUPS.filter((group) => open.includes(group)).map((group) => <Fields key={group} group={group} />)}
		</>
	);
}

function Head({ group, chord, isOpen }: { group: Group; chord: string; isOpen: boolean }): VNode {
	const n = countIn(more.value, group);
	const { label } = actions.get(`pledge.${group}`);
	return (
		<button type="button" class="group-head" aria-expanded={isOpen} data-testid={`group-${group}`} onClick={() => toggleGroup(group)}>
			<span class="group-sign" aria-hidden="true" />
			<span>{t(label)}</span>
			{n > 0 && <b class="group-count num">{n}</b>}
			<KeyCap chord={chord} />
		</button>
	);
}

function Fields({ group }: { group: Group }): VNode {
	return (
		<fieldset class="more-fields" data-group={group}>
			<legend class="sr-only">{t(`moderator.group.${group}`)}</legend>
			{FIELDS.filter((field) => field.group === group).map((field) => <Field key={field.name} field={field} />)}
			{group === "aim" && <Sdgs />}
			{group === "record" && <SlipKnown />}
		</fieldset>
	);
}

function Field({ field }: { field: MoreField }): VNode {
	const { name, kind, span } = field;
	const id = `more-${name}`;
	const label = t(`moderator.more.${name}`);
	const value = more.value[name];
	if (kind === "flag") {
		return (
			<label class="flag" data-span={span}>
				<input id={id} type="checkbox" checked={value === true} onChange={(event) => set({ [name]: event.currentTarget.checked })} />
				<span>{label}</span>
			</label>
		);
	}
	return (
		<div class="field" data-span={span}>
			<label class="field-label" for={id}>{label}</label>
			{kind === "choice"
				? (
					<select id={id} class="input" value={String(value ?? "")} onChange={(event) => set({ [name]: event.currentTarget.value })}>
						<option value="">–</option>
						{(field.options ?? []).map((option) => (
							<option key={option} value={option}>{field.isCode === true ? option : shownAs(name, option)}</option>
						))}
					</select>
				)
				: (
					<input id={id} class="input" type="text" autocomplete="off" dir={kind === "date" ? "ltr" : "auto"} value={String(value ?? "")}
						placeholder={kind === "date" ? "2030-12" : ""} maxLength={500} aria-invalid={kind === "date" && !isDate(String(value ?? ""))}
						onInput={(event) => set({ [name]: event.currentTarget.value })} />
				)}
		</div>
	);
}

function isDate(text: string): boolean {
	return /^(?:\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)?$/.test(text.trim());
}

function Sdgs(): VNode {
	const chosen = more.value.sdgs ?? [];
	const toggle = (n: number): void => set({ sdgs: chosen.includes(n) ? chosen.filter((row) => row !== n) : [...chosen, n].sort((a, b) => a - b) });
	return (
		<fieldset class="choice sdgs" data-span={12}>
			<legend class="field-label">{t("moderator.more.sdgs")}</legend>
			{SDGS.map((n) => (
				<label key={n} class="choice-row" data-checked={chosen.includes(n)}>
					<input type="checkbox" name="sdg" checked={chosen.includes(n)} onChange={() => toggle(n)} />
					<span class="num">{n}</span>
				</label>
			))}
		</fieldset>
	);
}

/** A paper slip that is in the log already. */
function SlipKnown(): VNode | null {
	const slip = more.value.slip?.trim().toUpperCase() ?? "";
	const known = slip === "" ? undefined : (log.value ?? []).find((row) => row.slip?.toUpperCase() === slip && row.id !== form.value.of?.id);
	if (known === undefined) return null;
	return (
		<p class="missing" role="status" data-span={12}>
			{t("moderator.slip.known", { slip, number: known.number })}{" "}
			<button type="button" class="small-act" onClick={() => showRow(known.id)}>{t("moderator.slip.show")}</button>
		</p>
	);
}

export function showRow(id: string): void {
	const row = document.querySelector<HTMLElement>(`#log [data-row="${id}"]`);
	row?.scrollIntoView({ block: "nearest" });
	row?.focus();
}
