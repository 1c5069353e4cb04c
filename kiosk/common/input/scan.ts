// Badge scanners that act as keyboards: takes a code typed by a machine out of the key stream, wherever the focus is, and whatever
// layout the computer believes the scanner's keyboard has. Not for cameras (camera.ts).
import { readCode } from "../text/code.ts";

/** What a badge's QR carries: 20 characters of Crockford base32; scanners may put their AIM prefix in front. */
const CODE = /^(?:\]Q\d)?([0-9A-Z]{20})$/;
/** The same at the end of a text that was there before; capitals only, and a digit, because words can be long, too. */
const CODE_AT_END = /(?:\]Q\d)?((?=[A-Z]*\d)[0-9A-Z]{20})\s*$/;
/** Machines leave about 10 ms between characters. The length and form of a code say the rest, so this may be generous. */
const MACHINE_GAP_MS = 100;

export interface ScanOptions {
	onScan(code: string): void;
	/** Character the scanner is programmed to send first; then nothing of a scan ever reaches a field. */
	prefix?: string;
	/** For screens where nobody types but into fields: a slow radio between scanner and device may take its time there. */
	gapMs?: number;
}

/** The code in a text that came by scanner or paste, or null. */
export function codeIn(text: string): string | null {
	return CODE.exec(text.trim().toUpperCase())?.[1] ?? null;
}

/** A code scanned into a field too slowly to be caught on its way (a slow scanner, a busy machine) is taken out of it again. */
function takeFromField(target: EventTarget | null): string | null {
	if (!isTextField(target)) return null;
	const code = CODE_AT_END.exec(target.value)?.[1] ?? null;
	if (code !== null) write(target, target.value.replace(CODE_AT_END, ""));
	return code;
}

/**
 * A scanner presses the keys of an American keyboard. On a French, Arabic or Russian layout their characters are others, but their
 * places are the same: what stands there on that keyboard.
 */
function placeOf(code: string): string {
	if (code === "BracketRight") return "]";
	return /^(?:Key|Digit|Numpad)([0-9A-Z])$/.exec(code)?.[1] ?? "";
}

/** By the characters; by the places only what its check characters confirm, because people type fast, too. */
function codeOf(typed: string, places: string): string | null {
	const code = codeIn(typed);
	if (code !== null && readCode(code) !== null) return code;
	return readCode(places)?.kind === "qr" ? codeIn(places) : code;
}

/** Listens in the capture phase, before any field or shortcut. Returns the stop. */
export function bindScanner(options: ScanOptions): () => void {
	let text = "";
	let places = "";
	let last = 0;
	let isPrefixed = false;
	let restore: (() => void) | null = null;

	const begin = (target: EventTarget | null): void => {
		text = "";
		places = "";
		isPrefixed = false;
		restore = remember(target);
	};
	const finish = (event: KeyboardEvent, isSlow: boolean): void => {
		const caught = isSlow ? null : codeOf(text, places);
		if (caught !== null) restore?.();
		const code = caught ?? (event.key === "Enter" ? takeFromField(event.target) : null);
		if (code !== null || (isPrefixed && !isSlow)) {
			event.preventDefault();
			event.stopImmediatePropagation();
		}
		if (code !== null) options.onScan(code);
		text = "";
		places = "";
		isPrefixed = false;
	};
	const onKey = (event: KeyboardEvent): void => {
		if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
		const gap = isTextField(event.target) ? MACHINE_GAP_MS : (options.gapMs ?? MACHINE_GAP_MS);
		const isSlow = event.timeStamp - last > gap;
		last = event.timeStamp;
		if (event.key === "Enter" || event.key === "Tab") {
			finish(event, isSlow);
			return;
		}
		const place = placeOf(event.code);
		if (event.key.length !== 1 && place === "") return;
		if (isSlow || (text === "" && places === "")) begin(event.target);
		if (event.key === options.prefix) isPrefixed = true;
		else {
			text += event.key;
			places += place;
		}
		if (isPrefixed) {
			event.preventDefault();
			event.stopImmediatePropagation();
		}
	};
	document.addEventListener("keydown", onKey, true);
	return () => document.removeEventListener("keydown", onKey, true);
}

/** A field that swallowed the first characters of a scan gets back what it held before. */
function remember(target: EventTarget | null): (() => void) | null {
	if (!isTextField(target)) return null;
	const before = target.value;
	return () => write(target, before);
}

function isTextField(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
	return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

function write(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
	field.value = text;
	field.dispatchEvent(new Event("input", { bubbles: true }));
}
