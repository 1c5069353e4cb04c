// Looks for what a person left behind: the bytes of their names and pictures in every file of some folders and in the log, as they are, in
// hexadecimal digits, in base64 at each of its three alignments, and as JSON may write them.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

function* filesIn(place) {
	for (const name of readdirSync(place)) {
		const path = join(place, name);
		const what = statSync(path, { throwIfNoEntry: false });
		if (what?.isDirectory()) yield* filesIn(path);
		else if (what?.isFile()) yield path;
	}
}

/** Nothing of a file that goes between its name and its bytes, as an older snapshot does. */
function bytesOf(path) {
	try {
		return readFileSync(path);
	} catch (error) {
		if (error.code !== 'ENOENT') throw error;
		return Buffer.alloc(0);
	}
}

/** The forms that a text or some bytes may stand in. */
function formsOf(needle) {
	const bytes = Buffer.from(needle);
	const forms = [bytes, Buffer.from(bytes.toString('hex')), Buffer.from(bytes.toString('hex').toUpperCase())];
	for (let shift = 0; shift < 3; shift += 1) {
		const base64 = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
		const inner = base64.slice(shift === 0 ? 0 : shift + 1, base64.length - 4);
		if (inner.length >= 8) forms.push(Buffer.from(inner), Buffer.from(inner.replaceAll('+', '-').replaceAll('/', '_')));
	}
	if (typeof needle === 'string') {
		const escaped = [...needle].map((sign) => (sign < '\x80' ? sign : [...Array(sign.length).keys()].map((i) => `\\u${sign.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''))).join('');
		if (escaped !== needle) forms.push(Buffer.from(escaped));
	}
	return forms;
}

/** Where each needle ({ name: text or bytes }) is found: { name: [where, …] }, only of those that are. */
export function traces(needles, folders, texts = {}) {
	const found = {};
	const forms = Object.entries(needles).map(([name, needle]) => [name, formsOf(needle)]);
	const look = (where, bytes) => {
		for (const [name, all] of forms) if (all.some((form) => bytes.includes(form))) (found[name] ??= []).push(where);
	};
	for (const place of folders) for (const path of filesIn(place)) look(path.slice(place.length + 1), bytesOf(path));
	for (const [where, text] of Object.entries(texts)) look(where, Buffer.from(text));
	return found;
}
