// Reports: a card for each, what it holds in a sentence, and its files.
import type { VNode } from "preact";
import { me } from "../../common/net/catalogue.ts";
import { words, wordsLang } from "../../common/text/format.ts";
import { lang, t } from "../../common/text/t.ts";
import { Icon } from "../../common/ui/icon.tsx";
import { declarations, REPORTS, type ReportFile } from "../reports.ts";

const hrefOf = (path: string): string => (path.endsWith("?lang=") ? path + lang.value : path);

export function ReportsView(): VNode {
	const mine = REPORTS.filter(({ roles }) => roles === undefined || roles.some((role) => me.value?.roles.includes(role)));
	return (
		<div class="papers" data-testid="reports">
			{mine.map(({ id, files }) => (
				<section key={id} class="card" aria-labelledby={`report-${id}`}>
					<h2 id={`report-${id}`}>{t(`reports.${id}`)}</h2>
					<p class="soft">{t(`reports.${id}.what`)}</p>
					<Files name={t(`reports.${id}`)} files={files} />
				</section>
			))}
			{declarations.value.length > 0 && <Declarations />}
		</div>
	);
}

/** Several files are called CSV: who hears the links hears of what, too. */
function Files({ name, files }: { name: string; files: readonly ReportFile[] }): VNode {
	return (
		<p class="report-files">
			{files.map(({ form, path }) => (
				<a key={path} class="button" href={hrefOf(path)} download data-testid={`report ${path}`}>
					<Icon name="sheet" /><span><bdi>{form}</bdi><span class="sr-only"> – {name}</span></span>
				</a>
			))}
		</p>
	);
}

function Declarations(): VNode {
	return (
		<section class="card" aria-labelledby="report-declarations">
			<h2 id="report-declarations">{t("reports.declarations")}</h2>
			<p class="soft">{t("reports.declarations.what")}</p>
			<ul class="report-list">
				{declarations.value.map(({ id, text }) => (
					<li key={id}>
						<span dir="auto" lang={wordsLang(text.title)}>{words(text.title)}</span>
						<Files name={words(text.title)} files={[{ form: "PDF", path: `/api/declarations/${id}.pdf?lang=` }]} />
					</li>
				))}
			</ul>
		</section>
	);
}
