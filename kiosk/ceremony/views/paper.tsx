// Two acts that need something from the officer: the badge of who signed on paper, and the reason for taking a signature back.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { timeWithSeconds } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { TextField } from "../../common/ui/field.tsx";
import { Bdi, PersonNameView } from "../../common/ui/name.tsx";
import type { Signatory } from "../../common/wire/types.ts";
import * as commands from "../commands.ts";
import * as store from "../store.ts";

interface SheetProps { row: Signatory; onClose: () => void }

function Who({ row }: { row: Signatory }): VNode {
	return (
		<div class="sheet-who">
			<p class="sheet-entity"><Bdi text={store.linesOf(row.entity).main} /></p>
			{row.person !== null && <PersonNameView name={row.person.name} />}
		</div>
	);
}

export function PaperSheet({ row, onClose }: SheetProps): VNode {
	const code = store.paperCode.value ?? "";
	const go = (event: Event): void => {
		event.preventDefault();
		if (code.trim() !== "") void commands.signOnPaper(row, code.trim()).then(onClose);
	};
	return (
		<Dialog title={t("ceremony.paper.title")} onClose={onClose}>
			<form onSubmit={go}>
				<Who row={row} />
				<TextField id="paper-code" label={t("ceremony.paper.badge")} hint={t("ceremony.paper.hint")} value={code} dir="ltr" isRequired
					onInput={(text) => { store.paperCode.value = text; }} />
				<div class="dialog-acts"><Button tone="main" type="submit" testId="paper-yes" isBusy={store.isBusy.value} onPress={() => undefined}>{t("ceremony.paper.yes")}</Button></div>
			</form>
		</Dialog>
	);
}

export function AnnulSheet({ row, onClose }: SheetProps): VNode {
	const [reason, setReason] = useState("");
	const go = (event: Event): void => {
		event.preventDefault();
		if (reason.trim() !== "") void commands.annul(row, reason.trim()).then(onClose);
	};
	return (
		<Dialog title={t("ceremony.annul.title")} onClose={onClose}>
			<form onSubmit={go}>
				<Who row={row} />
				<p>{t("ceremony.annul.text", { at: row.signature === null ? "" : timeWithSeconds(row.signature.signed_at) })}</p>
				<TextField id="reason" label={t("ceremony.annul.reason")} value={reason} onInput={setReason} isRequired />
				<div class="dialog-acts"><Button tone="risk" type="submit" testId="annul-yes" isBusy={store.isBusy.value} onPress={() => undefined}>{t("ceremony.annul.yes")}</Button></div>
			</form>
		</Dialog>
	);
}
