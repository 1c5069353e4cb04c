// Message catalogues: reads, checks and compiles them. The same keys, placeholders and plural forms in all six languages,
// nothing unused, nothing missing, no markup. A catalogue that fails any of this fails the build.
import { readFileSync } from "node:fs";
import { parse, TYPE } from "@formatjs/icu-messageformat-parser";

export const LANGS = ["en", "fr", "es", "ar", "ru", "zh"];
/** Keys made at run time from the server's closed lists; they count as used. */
const FROM_SERVER = ["err."];

export function compileCatalogue(lang, names) {
	const all = Object.assign({}, ...names.map((name) => read(lang, name)));
	return Object.fromEntries(Object.entries(all).map(([key, text]) => {
		const ast = parse(text, { captureLocation: false });
		return [key, ast.length === 1 && ast[0].type === TYPE.literal ? ast[0].value : ast.length === 0 ? "" : ast];
	}));
}

/** isWhole: all screens are built, so a common key that nobody uses can be told. */
export function checkCatalogues({ screens, table, metafile, isWhole }) {
	const names = ["common", ...new Set(screens.flatMap((screen) => table[screen].messages))];
	return [
		...names.flatMap((name) => LANGS.flatMap((lang) => checkOne(name, lang))),
		...checkUse({ screens, table, metafile, unshared: isWhole ? names : names.filter((name) => screens.includes(name)) }),
	];
}

function read(lang, name) {
	return JSON.parse(readFileSync(`messages/${lang}/${name}.json`, "utf8"));
}

function checkOne(name, lang) {
	const english = read("en", name);
	const texts = read(lang, name);
	const where = `messages/${lang}/${name}.json`;
	const faults = [];
	for (const key of Object.keys(english)) if (!(key in texts)) faults.push(`${where}: ${key} is missing`);
	for (const [key, text] of Object.entries(texts)) {
		if (!(key in english)) faults.push(`${where}: ${key} is not in English`);
		else faults.push(...checkText(text, english[key], lang).map((fault) => `${where}: ${key} ${fault}`));
	}
	return faults;
}

function checkText(text, english, lang) {
	const faults = [];
	if (text.trim() !== text || text === "") faults.push("is empty or has space at an end");
	if (/<\/?[a-z]/i.test(text)) faults.push("has markup");
	let mine;
	try {
		mine = describe(parse(text));
	} catch (error) {
		return [...faults, `cannot be parsed: ${error.message}`];
	}
	const theirs = describe(parse(english));
	const names = (set) => [...set].sort().join(", ");
	if (names(mine.names) !== names(theirs.names)) faults.push(`has the placeholders {${names(mine.names)}}, English {${names(theirs.names)}}`);
	const categories = new Set(new Intl.PluralRules(lang).resolvedOptions().pluralCategories);
	// Only fractions and round millions take "many" in French and Spanish; counts here are small whole numbers.
	const optional = lang === "fr" || lang === "es" ? ["many"] : [];
	for (const forms of mine.plurals) {
		const lacking = [...categories].filter((form) => !forms.has(form) && !optional.includes(form));
		const extra = [...forms].filter((form) => !categories.has(form) && !form.startsWith("="));
		if (lacking.length + extra.length > 0) faults.push(`plural: lacks [${lacking}], has [${extra}] too many`);
	}
	return faults;
}

/** Placeholder names and the sets of plural forms of a message. */
function describe(ast, found = { names: new Set(), plurals: [] }) {
	for (const part of ast) {
		if (part.type !== TYPE.literal && part.type !== TYPE.pound) found.names.add(part.value);
		if (part.type === TYPE.plural) found.plurals.push(new Set(Object.keys(part.options)));
		for (const option of Object.values(part.options ?? {})) describe(option.value, found);
	}
	return found;
}

/** Every key literal in a screen's sources has to exist for that screen; every key of a catalogue has to be used by one. */
function checkUse({ screens, table, metafile, unshared }) {
	const faults = [];
	const used = new Set();
	const prefixes = new Set(FROM_SERVER);
	for (const screen of screens) {
		const keys = new Set(["common", ...table[screen].messages].flatMap((name) => Object.keys(read("en", name))));
		for (const file of sourcesOf(screen, metafile)) {
			const text = readFileSync(file, "utf8").replace(/^\s*(?:\/\/|\/?\*).*$/gm, "");
			for (const [, key] of text.matchAll(/["'`]([a-z][\w]*(?:\.[\w]+)+)["'`]/g)) used.add(key);
			for (const [, key] of text.matchAll(/\bt\(\s*["'`]([\w.]+)["'`]/g)) if (!keys.has(key)) faults.push(`${file}: message ${key} does not exist for ${screen}`);
			for (const [, prefix] of text.matchAll(/`([a-z][\w]*\.(?:[\w]+\.)*)\$\{/g)) prefixes.add(prefix);
		}
	}
	for (const name of unshared) {
		for (const key of Object.keys(read("en", name))) {
			if (!used.has(key) && ![...prefixes].some((prefix) => key.startsWith(prefix))) faults.push(`messages/en/${name}.json: ${key} is used nowhere`);
		}
	}
	return faults;
}

/** Files bundled into a screen; types-only files carry no keys. */
function sourcesOf(screen, metafile) {
	const seen = new Set();
	const visit = (file) => {
		if (seen.has(file) || file.includes("node_modules/") || !/\.tsx?$/.test(file)) return;
		seen.add(file);
		for (const { path } of metafile.inputs[file]?.imports ?? []) visit(path);
	};
	visit(`${screen}/main.tsx`);
	return seen;
}
