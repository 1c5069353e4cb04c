// Agendas from and for elsewhere: a file is read first and says what it would change; what goes out are plain addresses.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { lang, t } from "../../../common/text/t.ts";
import { Button } from "../../../common/ui/button.tsx";
import { Icon } from "../../../common/ui/icon.tsx";
import { ProblemPanel } from "../../../common/ui/problem.tsx";
import * as store from "../../agenda/exchange.ts";
import { ChangeLog } from "./found.tsx";

const FILES = [
	{ id: "ics", href: "/agenda.ics" },
	{ id: "xml", href: "/agenda.xml" },
	{ id: "json", href: "/agenda.json" },
	{ id: "json2", href: "/agenda.v2.json" },
	{ id: "csv", href: "/agenda.csv" },
	{ id: "xlsx", href: "/agenda.xlsx" },
] as const;

export function ExchangeView(): VNode {
	return (
		<div class="exchange">
			<section class="card" aria-labelledby="import-title">
				<h2 id="import-title">{t("planner.import")}</h2>
				<p class="soft">{t("planner.import.lead")}</p>
				<Chooser />
				<Reading />
			</section>
			<section class="card" aria-labelledby="export-title">
				<h2 id="export-title">{t("planner.export")}</h2>
				<p class="soft">{t("planner.export.lead")}</p>
				<ul role="list" class="exports">
					{FILES.map(({ id, href }) => (
						<li key={id}><a class="button" href={id === "xlsx" || id === "csv" ? `${href}?lang=${lang.value}` : href} download data-testid={`export-${id}`}><Icon name={id === "ics" ? "calendar" : "sheet"} /><span>{t(`planner.export.${id}`)}</span></a><span class="soft">{t(`planner.export.${id}.what`)}</span></li>
					))}
				</ul>
			</section>
		</div>
	);
}

function Chooser(): VNode {
	const [isOver, setOver] = useState(false);
	const take = (files: FileList | null | undefined): void => { if (files?.[0] !== undefined) void store.read(files[0]); };
	return (
		<label class="drop" data-is-over={isOver} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
			onDrop={(event) => { event.preventDefault(); setOver(false); take(event.dataTransfer?.files); }}>
			<Icon name="sheet" />
			<span>{t("planner.import.choose")}</span>
			<input class="sr-only" type="file" accept=".xml,.json,.ics" data-testid="import-file" onChange={(event) => { take(event.currentTarget.files); event.currentTarget.value = ""; }} />
		</label>
	);
}

function Reading(): VNode | null {
	const row = store.reading.value;
	if (row === null) return null;
	const clashes = row.failure?.kind === "refused" && row.failure.problem.code === "CLASH";
	return (
		<div class="reading" data-testid="reading" aria-busy={row.isBusy}>
			<p><b><bdi>{row.name}</bdi></b> {row.isBusy && t("ui.waiting")}</p>
			{row.failure !== null && <ProblemPanel failure={row.failure} />}
			{clashes && <Button testId="import-force" onPress={() => void store.lookAgain(true)}>{t("planner.import.force")}</Button>}
			{row.answer !== null && (
				<>
					<p data-testid="import-counts">{t("planner.import.counts", { added: row.answer.added, changed: row.answer.changed, same: row.answer.same })}</p>
					{row.answer.lines.length > 0 && (
						<details open={row.answer.lines.length < 12}>
							<summary>{t("planner.import.repairs", { n: row.answer.lines.length })}</summary>
							<ol role="list" class="repairs">{row.answer.lines.slice(0, 200).map((line, i) => <li key={i}><span class="soft">{t("planner.import.line", { line: line.line })}</span> <bdi lang="en">{line.words}</bdi></li>)}</ol>
						</details>
					)}
					<div class="release-log" tabIndex={0} role="region" aria-label={t("planner.changes")}><ChangeLog changes={row.answer.changes ?? []} /></div>
					<div class="dialog-acts">
						<Button onPress={store.forget}>{t("admin.cancel")}</Button>
						<Button testId="import-release" isBusy={row.isBusy} onPress={() => void store.bring("released")}>{t("planner.import.now")}</Button>
						<Button tone="main" testId="import-draft" isBusy={row.isBusy} onPress={() => void store.bring("draft")}>{t("planner.import.draft")}</Button>
					</div>
				</>
			)}
		</div>
	);
}
