// Languages: which there are, how each names itself, which way it runs, and which one this reader wants.
import type { Lang } from "../wire/types.ts";

export const LANGS: readonly Lang[] = ["en", "fr", "es", "ar", "ru", "zh"];

/** Each language in its own words: shown as it is, never translated. */
export const OWN_NAMES: Record<Lang, string> = {
	en: "English",
	fr: "Français",
	es: "Español",
	ar: "العربية",
	ru: "Русский",
	zh: "中文",
};

/** BCP 47 tag for Intl. Digits are 0–9 everywhere: one amount must look the same on every screen of the room. */
export const LOCALES: Record<Lang, string> = {
	en: "en-GB-u-nu-latn",
	fr: "fr-FR-u-nu-latn",
	es: "es-ES-u-nu-latn",
	ar: "ar-EG-u-nu-latn",
	ru: "ru-RU-u-nu-latn",
	zh: "zh-CN-u-nu-latn",
};

const STORE = "p2c.lang";

export function isLang(text: string | null | undefined): text is Lang {
	return (LANGS as readonly string[]).includes(text ?? "");
}

export function dirOf(lang: Lang): "ltr" | "rtl" {
	return lang === "ar" ? "rtl" : "ltr";
}

/** ?lang= first, then what was chosen here before, then what the browser asks for, then English. */
export function wantedLang(): Lang {
	const fromQuery = new URLSearchParams(location.search).get("lang");
	if (isLang(fromQuery)) return fromQuery;
	const kept = recall();
	if (kept !== null) return kept;
	const fromBrowser = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLang);
	return fromBrowser ?? "en";
}

/** Storage may be forbidden (private mode, policy); then the choice lives as long as the page. */
export function remember(lang: Lang | null): void {
	try {
		if (lang === null) localStorage.removeItem(STORE);
		else localStorage.setItem(STORE, lang);
	} catch {
		return;
	}
}

function recall(): Lang | null {
	try {
		const kept = localStorage.getItem(STORE);
		return isLang(kept) ? kept : null;
	} catch {
		return null;
	}
}
