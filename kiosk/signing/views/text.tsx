// The left half: what is signed, in the reader's language, with its number and its hash.
import type { VNode } from "preact";
import { dirOf } from "../../common/text/dir.ts";
import { languageName, number } from "../../common/text/format.ts";
import { lang, t } from "../../common/text/t.ts";
import { LanguageRow } from "../../common/ui/languages.tsx";
import type { Declaration } from "../../common/wire/types.ts";
import * as store from "../store.ts";

export function Text({ declaration }: { declaration: Declaration }): VNode {
	const { text } = declaration;
	const code = store.textLang.value;
	const body = (code === null ? undefined : text.body[code]) ?? "";
	return (
		<section class="reading" aria-label={t("signing.text")}>
			<LanguageRow />
			<div class="paper" tabIndex={0} role="region" aria-label={t("signing.text")} {...(code !== null && { lang: code, dir: dirOf(code) })}>
				<h1>{(code === null ? undefined : text.title[code]) ?? declaration.coalition}</h1>
				{body.split("\n").filter((line) => line !== "").map((line, i) => <p key={i}>{line}</p>)}
			</div>
			{code !== null && code !== lang.value && <p class="soft">{t("signing.text.missing", { language: languageName(code) })}</p>}
			<p class="proof">
				<span>{t("signing.text.number", { number: number(text.number) })}</span>
				<span class="code hash" dir="ltr" data-testid="sha256">SHA-256 {text.sha256}</span>
			</p>
		</section>
	);
}
