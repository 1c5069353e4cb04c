// The screen as a whole: header, then either the ceremony in three columns or the text; sheets on top.
import type { VNode } from "preact";
import { alertSeen, unseen } from "../../common/net/alerts.ts";
import { Alerts } from "../../common/ui/alerts.tsx";
import { KeyHelp } from "../../common/ui/dialog.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { Strip } from "../../common/ui/strip.tsx";
import { t } from "../../common/text/t.ts";
import { actions } from "../actions.ts";
import * as store from "../store.ts";
import { Header } from "./header.tsx";
import { List } from "./list.tsx";
import { AddSheet, AskSheet, NewSheet } from "./sheets.tsx";
import { AnnulSheet, PaperSheet } from "./paper.tsx";
import { Side } from "./side.tsx";
import { SignatorySheet } from "./signatory.tsx";
import { Table } from "./table.tsx";
import { TextTab } from "./text.tsx";

export function CeremonyView(): VNode {
	const row = store.declaration.value;
	return (
		<div class="ceremony">
			<Header />
			<Note />
			{row === null ? <Nothing /> : store.tab.value === "text" ? <TextTab key={row.id} declaration={row} /> : <Columns />}
			<Strip><span>{t("ceremony.keys.hint")}</span></Strip>
			<Alerts rows={unseen.value} action={alertSeen} />
			<Sheets />
		</div>
	);
}

function Columns(): VNode {
	return (
		<div class="columns">
			<List />
			<main class="stage"><Table /></main>
			<Side />
		</div>
	);
}

function Nothing(): VNode {
	const isKnown = store.declarations.value !== null;
	return (
		<main class="nothing">
			<h1>{t("ceremony.title")}</h1>
			<p>{isKnown ? t("ceremony.none") : t("ui.waiting")}</p>
			{isKnown && <button type="button" class="button" data-tone="main" onClick={() => { store.sheet.value = { kind: "new" }; }}><Icon name="plus" /><span>{t("ceremony.new")}</span></button>}
		</main>
	);
}

/** What the last act came to; refusals stay until the next act. */
function Note(): VNode | null {
	const note = store.note.value;
	if (note === null) return null;
	return (
		<div class="note" data-tone={note.tone} data-testid="note">
			<Icon name={note.tone === "ok" ? "tick" : "cross"} />
			<p>
				<span>{note.text}</span>
				{note.detail !== null && <bdi class="note-detail" dir="auto" lang="en">{note.detail}</bdi>}
			</p>
			<button type="button" class="note-close" aria-label={t("ui.close")} onClick={() => { store.note.value = null; }}><Icon name="cross" /></button>
		</div>
	);
}

function close(): void {
	store.sheet.value = { kind: "none" };
}

function Sheets(): VNode | null {
	const sheet = store.sheet.value;
	const row = "id" in sheet ? store.rowOf(sheet.id) : null;
	switch (sheet.kind) {
		case "keys": return <KeyHelp actions={actions} onClose={close} />;
		case "new": return <NewSheet onClose={close} />;
		case "add": return <AddSheet onClose={close} />;
		case "launch": return <AskSheet what="launch" onClose={close} />;
		case "close": return <AskSheet what="close" onClose={close} />;
		case "signatory": return row === null ? null : <SignatorySheet key={row.id} row={row} onClose={close} />;
		case "paper": return row === null ? null : <PaperSheet key={row.id} row={row} onClose={close} />;
		case "annul": return row === null ? null : <AnnulSheet key={row.id} row={row} onClose={close} />;
		default: return null;
	}
}
