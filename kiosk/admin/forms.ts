// Forms as data: what is asked for, one row a field. views/form.tsx draws them; the server says what is wrong with which.
export type FormValue = string | boolean | readonly string[];
export type FormValues = Record<string, FormValue>;

export interface FormField {
	/** As the server names it in a refusal ("name", "rules.categories"). */
	id: string;
	label: string;
	kind: "text" | "area" | "number" | "date" | "select" | "check" | "checks" | "colour";
	value: FormValue;
	/** To choose from; of a text: what is proposed. */
	options?: readonly { value: string; label: string }[];
	/** A choice may be left open. */
	empty?: string;
	hint?: string;
	isOptional?: boolean;
	dir?: "ltr";
	/** Stands with the next one in a row. */
	isHalf?: boolean;
}

export const text = (values: FormValues, id: string): string => String(values[id] ?? "").trim();
export const flag = (values: FormValues, id: string): boolean => values[id] === true;
export const list = (values: FormValues, id: string): readonly string[] => (Array.isArray(values[id]) ? (values[id] as readonly string[]) : []);
/** Empty is null: nothing said. */
export const textOrNull = (values: FormValues, id: string): string | null => text(values, id) || null;
export const numberOrNull = (values: FormValues, id: string): number | null => (text(values, id) === "" ? null : Number(text(values, id)));

export function startOf(fields: readonly FormField[]): FormValues {
	return Object.fromEntries(fields.map((field) => [field.id, field.value]));
}
