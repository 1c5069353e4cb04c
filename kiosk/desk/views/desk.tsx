// The desk as a whole: head, search with hits, person, status line, sheets.
import type { VNode } from "preact";
import type { Participant } from "../../common/wire/types.ts";
import { conflicts } from "../../common/net/conflicts.ts";
import { alertSeen, unseen } from "../../common/net/alerts.ts";
import { catalogue, me } from "../../common/net/catalogue.ts";
import { words } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Alerts } from "../../common/ui/alerts.tsx";
import { ActionButton } from "../../common/ui/button.tsx";
import { KeyHelp } from "../../common/ui/dialog.tsx";
import { OfflineChips } from "../../common/ui/offline.tsx";
import { LanguageSelect } from "../../common/ui/languages.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { Strip } from "../../common/ui/strip.tsx";
import { actions } from "../actions.ts";
import { deskName } from "../place.ts";
import { person, sheet } from "../store.ts";
import { ArrivalsLine } from "./arrivals.tsx";
import { DelegationSheet } from "./delegation.tsx";
import { LateSheet } from "./late.tsx";
import { QueueSheet, UncollectedSheet } from "./lists.tsx";
import { PersonPanel } from "./person.tsx";
import { PhotoSheet } from "./photo.tsx";
import { PrintSheet } from "./print.tsx";
import { PrinterLine, PrintersSheet, PrinterTrouble } from "./printer.tsx";
import { ReprintSheet } from "./reprint.tsx";
import { SearchColumn } from "./search.tsx";
import { ApproveSheet, CollectorSheet, HelpSheet } from "./sheets.tsx";
import { WalkInSheet } from "./walkin.tsx";

export function DeskView(): VNode {
	return (
		<>
			<div class="desk">
				<Head />
				<PrinterTrouble />
				<main class="desk-main">
					<SearchColumn />
					<PersonPanel />
				</main>
				<Strip><PrinterLine /><ArrivalsLine /><OfflineChips conflicts={conflicts.value.length} onLook={() => { sheet.value = "late"; }} /></Strip>
			</div>
			<Alerts rows={unseen.value} action={alertSeen} />
			<Sheets />
			<PrintSheet />
		</>
	);
}

function Head(): VNode {
	return (
		<header class="desk-head">
			<h1>{deskName.value === "" ? t("desk.title") : t("desk.title_desk", { desk: deskName.value })}</h1>
			<p class="desk-day">{words(catalogue.value?.day.title)}</p>
			<div class="desk-head-acts">
				<ActionButton actions={actions} id="person.walkin" icon="plus" />
				<ActionButton actions={actions} id="delegation.open" icon="people" />
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
	const open = person.value;
	switch (sheet.value) {
		case "walkin": return <WalkInSheet onClose={close} />;
		case "keys": return <KeyHelp actions={actions} onClose={close} />;
		case "queue": return <QueueSheet onClose={close} />;
		case "delegations": return <DelegationSheet onClose={close} />;
		case "printers": return <PrintersSheet onClose={close} />;
		case "uncollected": return <UncollectedSheet onClose={close} />;
		case "late": return <LateSheet onClose={close} />;
		case "none": return null;
		default: return open === null ? null : <PersonSheet which={sheet.value} person={open} onClose={close} />;
	}
}

interface PersonSheetProps { which: "reprint" | "photo" | "approve" | "collector" | "help"; person: Participant; onClose: () => void }

function PersonSheet({ which, person: open, onClose }: PersonSheetProps): VNode {
	switch (which) {
		case "reprint": return <ReprintSheet onClose={onClose} />;
		case "photo": return <PhotoSheet onClose={onClose} />;
		case "approve": return <ApproveSheet person={open} onClose={onClose} />;
		case "collector": return <CollectorSheet person={open} onClose={onClose} />;
		case "help": return <HelpSheet person={open} onClose={onClose} />;
	}
}
