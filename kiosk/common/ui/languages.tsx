// Choosing a language: each in its own script, one press.
import type { VNode } from "preact";
import { LANGS, dirOf, OWN_NAMES } from "../text/dir.ts";
import { lang, setLang, t } from "../text/t.ts";

/** A row of six buttons: kiosks, start and login pages. */
export function LanguageRow(): VNode {
	return (
		<nav class="languages" aria-label={t("ui.language")}>
			{LANGS.map((code) => (
				<button key={code} type="button" lang={code} dir={dirOf(code)} aria-pressed={lang.value === code}
					onClick={() => void setLang(code)}>
					{OWN_NAMES[code]}
				</button>
			))}
		</nav>
	);
}

/** A small select for desks. */
export function LanguageSelect(): VNode {
	return (
		<select class="language-select" aria-label={t("ui.language")} value={lang.value}
			onChange={(event) => void setLang(event.currentTarget.value as typeof lang.value)}>
			{LANGS.map((code) => <option key={code} value={code} lang={code}>{OWN_NAMES[code]}</option>)}
		</select>
	);
}
