// Form fields: label, hint, the control itself and its error, tied together for screen readers.
import type { ComponentChildren, VNode } from "preact";
import { t } from "../text/t.ts";

export interface FieldProps {
	id: string;
	label: string;
	hint?: string;
	error?: string;
	isOptional?: boolean;
	children: ComponentChildren;
}

/** The control inside should carry id={id} and {...described(id, hint, error)}. */
export function Field({ id, label, hint, error, isOptional = false, children }: FieldProps): VNode {
	return (
		<div class="field" data-state={error === undefined ? "ok" : "error"}>
			<label class="field-label" for={id}>
				{label}
				{isOptional && <span class="field-optional"> {t("ui.field.optional")}</span>}
			</label>
			{children}
			{hint !== undefined && <div class="field-hint" id={`${id}-hint`}>{hint}</div>}
			{error !== undefined && <div class="field-error" id={`${id}-error`}>{error}</div>}
		</div>
	);
}

export function described(id: string, hint?: string, error?: string): { "aria-describedby"?: string; "aria-invalid"?: boolean } {
	const ids = [hint === undefined ? "" : `${id}-hint`, error === undefined ? "" : `${id}-error`].filter(Boolean).join(" ");
	return { ...(ids !== "" && { "aria-describedby": ids }), ...(error !== undefined && { "aria-invalid": true }) };
}

export interface TextFieldProps {
	id: string;
	label: string;
	value: string;
	onInput: (value: string) => void;
	hint?: string;
	error?: string;
	isOptional?: boolean;
	type?: "text" | "password" | "email" | "search";
	autoComplete?: string;
	isRequired?: boolean;
	/** Direction of what is typed: names and free text find it themselves. */
	dir?: "auto" | "ltr";
}

export function TextField(props: TextFieldProps): VNode {
	const { id, label, hint, error, isOptional } = props;
	const frame = { id, label, ...(hint !== undefined && { hint }), ...(error !== undefined && { error }), isOptional: isOptional ?? false };
	return (
		<Field {...frame}>
			<input
				class="input"
				id={id}
				name={id}
				{...inputType(props.type)}
				value={props.value}
				dir={props.dir ?? "auto"}
				required={props.isRequired ?? false}
				autocomplete={props.autoComplete ?? "off"}
				spellcheck={false}
				{...described(id, hint, error)}
				onInput={(event) => props.onInput(event.currentTarget.value)}
			/>
		</Field>
	);
}

/** Preact types every kind of input apart; for one that is chosen at run time the plain kind stands for all. */
function inputType(type: TextFieldProps["type"] = "text"): { type: "text" } {
	return { type: type as "text" };
}

export interface SelectFieldProps {
	id: string;
	label: string;
	value: string;
	options: readonly { value: string; label: string }[];
	onChange: (value: string) => void;
	/** Text of the empty choice; absent: there is none. */
	empty?: string;
	error?: string;
	isOptional?: boolean;
}

export function SelectField({ id, label, value, options, onChange, empty, error, isOptional }: SelectFieldProps): VNode {
	return (
		<Field id={id} label={label} {...(error !== undefined && { error })} isOptional={isOptional ?? false}>
			<select class="input" id={id} name={id} value={value} {...described(id, undefined, error)}
				onChange={(event) => onChange(event.currentTarget.value)}>
				{empty !== undefined && <option value="">{empty}</option>}
				{options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
			</select>
		</Field>
	);
}
