// What every list of this page can do: be filtered, sorted, leafed through, and taken along as CSV. Pure, but for the state of each list.
import type { ComponentChildren } from "preact";
import { type Signal, signal } from "@preact/signals";
import { compare } from "../common/text/format.ts";
import { fold } from "../common/text/fold.ts";

export interface Column<T> {
	id: string;
	label: string;
	/** For sorting, filtering and the file. */
	value: (row: T) => string | number;
	/** What is shown, where that is more than the value. */
	cell?: (row: T) => ComponentChildren;
	isNumber?: boolean;
	/** Left out where the list has little room. */
	isMinor?: boolean;
	/** Buttons: neither sorted nor in the file. */
	isActs?: boolean;
}

export interface ListState { text: string; sort: { column: string; isDown: boolean } | null; page: number }

export const PAGE = 50;

const states = new Map<string, Signal<ListState>>();

/** The state of a list outlives its view: whoever comes back finds it as it was. */
export function stateOf(id: string): Signal<ListState> {
	let state = states.get(id);
	if (state === undefined) {
		state = signal<ListState>({ text: "", sort: null, page: 0 }, { name: `list.${id}` });
		states.set(id, state);
	}
	return state;
}

/** Each word must stand somewhere in the row. */
export function filtered<T>(rows: readonly T[], columns: readonly Column<T>[], text: string): readonly T[] {
	const words = text.split(/\s+/).map(fold).filter((word) => word !== "");
	if (words.length === 0) return rows;
	return rows.filter((row) => {
		const all = fold(columns.map((column) => String(column.value(row))).join(" "));
		return words.every((word) => all.includes(word));
	});
}

export function sorted<T>(rows: readonly T[], columns: readonly Column<T>[], sort: ListState["sort"]): readonly T[] {
	const column = columns.find(({ id }) => id === sort?.column);
	if (column === undefined || sort === null) return rows;
	const sign = sort.isDown ? -1 : 1;
	return [...rows].sort((a, b) => sign * order(column.value(a), column.value(b)));
}

/** What is empty stands last in a rising order. */
function order(a: string | number, b: string | number): number {
	if (typeof a === "number" && typeof b === "number") return a - b;
	if (a === "" || b === "") return a === b ? 0 : a === "" ? 1 : -1;
	return compare(String(a), String(b));
}

/** RFC 4180 with a byte order mark, for spreadsheets. What a spreadsheet would take for a formula is marked as text. */
export function csvOf<T>(rows: readonly T[], all: readonly Column<T>[]): string {
	const columns = all.filter(({ isActs }) => isActs !== true);
	const lines = [columns.map(({ label }) => cellOf(label)), ...rows.map((row) => columns.map(({ value }) => cellOf(value(row))))];
	return `\ufeff${lines.map((line) => line.join(",")).join("\r\n")}\r\n`;
}

function cellOf(value: string | number): string {
	if (typeof value === "number") return String(value);
	const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function download(name: string, text: string, type = "text/csv;charset=utf-8"): void {
	const url = URL.createObjectURL(new Blob([text], { type }));
	const link = document.createElement("a");
	link.href = url;
	link.download = name;
	link.click();
	window.setTimeout(() => URL.revokeObjectURL(url), 1000);
}
