// The desk as a whole: head, search with hits, person, status line, sheets.
import type { VNode } from "preact";
import { catalogue, me } from "../../common/net/catalogue.ts";
import { words } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { ActionButton } from "../../common/ui/button.tsx";
import { KeyHelp } from "../../common/ui/dialog.tsx";
import { LanguageSelect } from "../../common/ui/languages.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { Strip } from "../../common/ui/strip.tsx";
import { actions } from "../actions.ts";
import { sheet } from "../store.ts";
import { ArrivalsLine } from "./arrivals.tsx";
import { PersonPanel } from "./person.tsx";
import { PrintSheet } from "./print.tsx";
import { ReprintSheet } from "./reprint.tsx";
import { SearchColumn } from "./search.tsx";
import { WalkInSheet } from "./walkin.tsx";

export function DeskView(): VNode {
	return (
		<>
			<div class="desk">
				<Head />
				<main class="desk-main">
					<SearchColumn />
					<PersonPanel />
				</main>
				<Strip><ArrivalsLine /></Strip>
			</div>
			<Sheets />
			<PrintSheet />
		</>
	);
}

function Head(): VNode {
	return (
		<header class="desk-head">
			<h1>{t("desk.title")}</h1>
			<p class="desk-day">{words(catalogue.value?.day.title)}</p>
			<div class="desk-head-acts">
				<ActionButton actions={actions} id="person.walkin" icon="plus" />
				<ActionButton actions={actions} id="desk.keys" tone="quiet" />
				<LanguageSelect />
				<span class="desk-me" title={t("desk.signed_in")}><Bdi text={me.value?.name ?? ""} /></span>
				<ActionButton actions={actions} id="desk.signout" tone="quiet" />
			</div>
		</header>
	);
}

function Sheets(): VNode | null {
	const close = (): void => { sheet.value = "none"; };
	switch (sheet.value) {
		case "walkin": return <WalkInSheet onClose={close} />;
		case "reprint": return <ReprintSheet onClose={close} />;
		case "keys": return <KeyHelp actions={actions} onClose={close} />;
		case "none": return null;
	}
}
