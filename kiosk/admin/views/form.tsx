// A form from rows of data (forms.ts): what the server says about a field stands at that field, everything else above the buttons.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { cssVar } from "../../common/ui/chip.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { described, Field } from "../../common/ui/field.tsx";
import { type Failure, ProblemPanel } from "../../common/ui/problem.tsx";
import { type FormField, type FormValue, type FormValues, startOf } from "../forms.ts";
import { close } from "../stage.ts";

export interface FormProps {
	title: string;
	fields: readonly FormField[];
	submit: string;
	/** Answers why not, or null when it was done. */
	onSubmit: (values: FormValues) => Promise<Failure | null>;
	size?: "narrow" | "wide";
	tone?: "main" | "risk";
	/** Stands above the fields. */
	lead?: VNode | string;
}

export function FormSheet({ title, fields, submit, onSubmit, size = "narrow", tone = "main", lead }: FormProps): VNode {
	const [values, setValues] = useState<FormValues>(() => startOf(fields));
	const [failure, setFailure] = useState<Failure | null>(null);
	const [isBusy, setBusy] = useState(false);
	const send = async (): Promise<void> => {
		if (isBusy) return;
		setBusy(true);
		const why = await onSubmit(values);
		setBusy(false);
		setFailure(why);
		if (why === null) close();
	};
	const at = fieldAt(fields, failure);
	return (
		<Dialog title={title} onClose={close} size={size}>
			<form class="form" data-size={size} onSubmit={(event) => { event.preventDefault(); void send(); }}>
				{typeof lead === "string" ? <p class="form-lead">{lead}</p> : lead}
				<div class="form-fields">
					{fields.map((field) => (
						<One key={field.id} field={field} value={values[field.id] ?? ""} {...(at === field.id && { error: wordsOf(failure) })}
							onChange={(value) => setValues((before) => ({ ...before, [field.id]: value }))} />
					))}
				</div>
				{failure !== null && at === null && <ProblemPanel failure={failure} />}
				<div class="dialog-acts">
					<Button onPress={close}>{t("admin.cancel")}</Button>
					<Button type="submit" tone={tone} isBusy={isBusy} testId="submit" onPress={() => undefined}>{submit}</Button>
				</div>
			</form>
		</Dialog>
	);
}

/** The field that a refusal is about: by its own name, or by the start or the end of it ("name" for "name.given"). */
function fieldAt(fields: readonly FormField[], failure: Failure | null): string | null {
	if (failure?.kind !== "refused" || !failure.problem.field) return null;
	const named = failure.problem.field;
	const fits = (id: string): boolean => id === named || id.startsWith(`${named}.`) || named.startsWith(`${id}.`) || named.startsWith(`${id}[`);
	return fields.find(({ id }) => fits(id))?.id ?? null;
}

function wordsOf(failure: Failure | null): string {
	if (failure?.kind !== "refused") return "";
	return failure.problem.detail ?? failure.problem.title;
}

interface OneProps { field: FormField; value: FormValue; error?: string; onChange: (value: FormValue) => void }

function One(props: OneProps): VNode {
	const { field, value, error, onChange } = props;
	if (field.kind === "check") return <CheckOne {...props} />;
	if (field.kind === "checks") return <CheckList {...props} />;
	return (
		<div class="form-one" data-half={field.isHalf}>
			<Field id={fieldId(field)} label={field.label} isOptional={field.isOptional ?? false} {...(field.hint !== undefined && { hint: field.hint })} {...(error !== undefined && { error })}>
				<Control field={field} value={String(value)} error={error} onChange={onChange} />
			</Field>
		</div>
	);
}

const fieldId = (field: FormField): string => `f-${field.id}`;

function Control({ field, value, error, onChange }: { field: FormField; value: string; error: string | undefined; onChange: (value: string) => void }): VNode {
	const id = fieldId(field);
	const common = { id, name: field.id, class: "input", ...described(id, field.hint, error), required: field.isOptional !== true };
	if (field.kind === "select") {
		return (
			<select {...common} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
				{field.empty !== undefined && <option value="">{field.empty}</option>}
				{(field.options ?? []).map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
			</select>
		);
	}
	if (field.kind === "area") return <textarea {...common} rows={3} dir="auto" value={value} onInput={(event) => onChange(event.currentTarget.value)} />;
	if (field.kind === "colour") return <Colour id={id} value={value} onChange={onChange} />;
	return (
		<>
			<input {...common} type={field.kind as "text"} dir={field.dir ?? "auto"} autocomplete="off" spellcheck={false} value={value}
				{...(field.kind === "number" && { min: 0, step: 1, inputMode: "numeric" as const })}
				{...(field.options !== undefined && { list: `${id}-list` })}
				onInput={(event) => onChange(event.currentTarget.value)} />
			{field.options !== undefined && <datalist id={`${id}-list`}>{field.options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}</datalist>}
		</>
	);
}

/** Relative luminance, as WCAG 2.2 has it. */
function luminance(colour: string): number {
	const [r, g, b] = [1, 3, 5].map((at) => {
		const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
		return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

/** With the white letters that stand on a category's colour. */
export function contrastOn(colour: string): number {
	return 1.05 / (luminance(colour) + 0.05);
}

function Colour({ id, value, onChange }: { id: string; value: string; onChange: (value: string) => void }): VNode {
	const isWhole = /^#[0-9a-fA-F]{6}$/.test(value);
	const ratio = isWhole ? contrastOn(value) : 0;
	return (
		<div class="colour">
			<input type="color" aria-label={t("admin.category.colour.pick")} value={isWhole ? value.toLowerCase() : "#000000"} onInput={(event) => onChange(event.currentTarget.value.toUpperCase())} />
			<input class="input" id={id} name={id} dir="ltr" value={value} autocomplete="off" spellcheck={false} onInput={(event) => onChange(event.currentTarget.value.toUpperCase())} />
			{isWhole && (
				<output class="colour-sample" data-is-good={ratio >= 4.5} ref={cssVar("--band", value)}>
					<b>Aa</b><span>{t("admin.category.contrast", { ratio: ratio.toFixed(1) })}</span>
				</output>
			)}
		</div>
	);
}

function CheckOne({ field, value, error, onChange }: OneProps): VNode {
	const id = fieldId(field);
	return (
		<div class="form-one" data-half={field.isHalf}>
			<label class="check"><input type="checkbox" id={id} name={field.id} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} {...described(id, field.hint, error)} /><span>{field.label}</span></label>
			{field.hint !== undefined && <div class="field-hint" id={`${id}-hint`}>{field.hint}</div>}
			{error !== undefined && <div class="field-error" id={`${id}-error`}>{error}</div>}
		</div>
	);
}

function CheckList({ field, value, error, onChange }: OneProps): VNode {
	const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
	const toggle = (one: string, on: boolean): void => onChange(on ? [...chosen, one] : chosen.filter((other) => other !== one));
	return (
		<fieldset class="checks">
			<legend class="field-label">{field.label}</legend>
			{field.hint !== undefined && <div class="field-hint">{field.hint}</div>}
			<div class="checks-list">
				{(field.options ?? []).map((option) => (
					<label key={option.value} class="check"><input type="checkbox" name={field.id} value={option.value} checked={chosen.includes(option.value)} onChange={(event) => toggle(option.value, event.currentTarget.checked)} /><span>{option.label}</span></label>
				))}
			</div>
			{error !== undefined && <div class="field-error">{error}</div>}
		</fieldset>
	);
}
