// Messages by key. Catalogues are ICU MessageFormat, parsed by the build; one language is loaded at a time.
import { computed, signal } from "@preact/signals";
import { IntlMessageFormat } from "intl-messageformat";
import type { Lang } from "../wire/types.ts";
import { dirOf, LOCALES, remember, wantedLang } from "./dir.ts";
import type { Key } from "./keys.ts";

export type { Key } from "./keys.ts";
export type Values = Record<string, string | number>;

type Ast = Exclude<ConstructorParameters<typeof IntlMessageFormat>[0], string>;
/** Plain text stays text; whatever has a placeholder is a syntax tree. */
type Compiled = Record<string, string | Ast>;

const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

interface Loaded { lang: Lang; messages: Compiled; formats: Map<string, IntlMessageFormat> }
const loaded = signal<Loaded>({ lang: "en", messages: {}, formats: new Map() }, { name: "messages" });

/** The language shown now. It changes together with the messages, never before them. */
export const lang = computed(() => loaded.value.lang);

/** The text of a key in the present language. Strings put into it are isolated, so that an Arabic name cannot turn a sentence. */
export function t(key: Key, values?: Values): string {
	const { lang: current, messages, formats } = loaded.value;
	const message = messages[key];
	if (message === undefined) return key;
	if (typeof message === "string") return message;
	let format = formats.get(key);
	if (format === undefined) {
		format = new IntlMessageFormat(message, LOCALES[current]);
		formats.set(key, format);
	}
	return String(format.format(isolate(values ?? {}, current)));
}

/** Whether a key made at run time (from a server's code) exists; narrows it for t(). */
export function hasKey(key: string): key is Key {
	return key in loaded.value.messages;
}

/** Screens whose languages take turns go on doing so without the network. */
const kept = new Map<Lang, Compiled>();

async function fetchMessages(wanted: Lang): Promise<Compiled | null> {
	const url = catalogueUrls()[wanted];
	if (url === undefined) return null;
	try {
		const response = await fetch(url);
		return response.ok ? ((await response.json()) as Compiled) : null;
	} catch {
		return null;
	}
}

/** Loads a language and shows it. False when it cannot be fetched; then the old one stays. */
export async function setLang(wanted: Lang, isKept = true): Promise<boolean> {
	const messages = kept.get(wanted) ?? (await fetchMessages(wanted));
	if (messages === null) return false;
	kept.set(wanted, messages);
	loaded.value = { lang: wanted, messages, formats: new Map() };
	document.documentElement.lang = wanted;
	document.documentElement.dir = dirOf(wanted);
	if (isKept) remember(wanted);
	return true;
}

/** The language the reader wants, without keeping it as a choice: that is for a press on a language. */
export function startLang(): Promise<boolean> {
	return setLang(wantedLang(), false);
}

function isolate(values: Values, current: Lang): Values {
	const out: Values = {};
	for (const [name, value] of Object.entries(values)) {
		const isRisky = typeof value === "string" && (current === "ar" || RTL.test(value));
		out[name] = isRisky ? `\u2068${value}\u2069` : value;
	}
	return out;
}

/** Written into the page by the build: language → address of its catalogue for this screen. */
function catalogueUrls(): Partial<Record<Lang, string>> {
	const meta = document.querySelector<HTMLMetaElement>('meta[name="p2c-messages"]');
	return JSON.parse(meta?.content ?? "{}") as Partial<Record<Lang, string>>;
}
