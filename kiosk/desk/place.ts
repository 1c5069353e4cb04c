// Which desk this is and which printer stands beside it: chosen once, kept in this browser. A device that was let in
// as a desk has its name from there.
import { computed, signal } from "@preact/signals";
import { me } from "../common/net/catalogue.ts";

const NAME = "p2c.desk.name";
const PRINTER = "p2c.desk.printer";
/** As the server takes it. */
export const NAME_MAX = 40;

/** Null: nobody chose here. */
const nameHere = signal<string | null>(read(NAME) || null, { name: "desk.place.name" });
const name = computed(() => nameHere.value ?? (me.value?.device?.place ?? "").slice(0, NAME_MAX));
const printerHere = signal(read(PRINTER), { name: "desk.place.printer" });

/** "4"; "" when nobody said. */
export const deskName = { get value() { return name.value; } };
/** Id of a printer of the server; "" for the browser's own print dialog. */
export const printerId = { get value() { return printerHere.value; } };

export function setDeskName(text: string): void {
	const chosen = text.trim().slice(0, NAME_MAX);
	nameHere.value = chosen;
	write(NAME, chosen);
}

export function setPrinter(id: string): void {
	printerHere.value = id;
	write(PRINTER, id);
}

/** What every act of this desk says about itself. */
export function here(): { desk?: string } {
	return name.peek() === "" ? {} : { desk: name.peek() };
}

/** The same for acts that print. */
export function withPrinter(): { desk?: string; printer?: string } {
	return { ...here(), ...(printerHere.peek() !== "" && { printer: printerHere.peek() }) };
}

function read(key: string): string {
	try {
		return localStorage.getItem(key) ?? "";
	} catch {
		return "";
	}
}

function write(key: string, value: string): void {
	try {
		if (value === "") localStorage.removeItem(key);
		else localStorage.setItem(key, value);
	} catch {
		// A browser that keeps nothing asks again tomorrow.
	}
}
