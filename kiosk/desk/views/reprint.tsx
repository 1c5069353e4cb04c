// A new badge in place of the old one: the reason is asked, because the old one stops working.
import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { ProblemPanel, type Failure } from "../../common/ui/problem.tsx";
import * as acts from "../acts.ts";
import { formKey } from "../forms.ts";
import { person } from "../store.ts";

const REASONS = ["lost", "damaged", "changed", "other"] as const;

export function ReprintSheet({ onClose }: { onClose: () => void }): VNode {
	const [reason, setReason] = useState<(typeof REASONS)[number]>("lost");
	const [isBusy, setBusy] = useState(false);
	const [failure, setFailure] = useState<Failure | null>(null);
	const key = useRef(formKey());
	const send = async (): Promise<void> => {
		if (isBusy) return;
		setBusy(true);
		const wrong = await acts.reprint(reason, key.current);
		setBusy(false);
		setFailure(wrong);
		if (wrong === null) onClose();
		else if (wrong.kind === "refused") key.current = formKey();
	};
	return (
		<Dialog title={t("desk.reprint.title", { name: person.value?.name.display ?? "" })} onClose={onClose}>
			<form class="reprint" onSubmit={(event) => { event.preventDefault(); void send(); }}>
				{failure !== null && <ProblemPanel failure={failure} />}
				<fieldset>
					<legend>{t("desk.reprint.reason")}</legend>
					{REASONS.map((name) => (
						<label key={name} class="choice">
							<input type="radio" name="reason" value={name} checked={reason === name} onChange={() => setReason(name)} />
							<span>{t(`desk.reason.${name}`)}</span>
						</label>
					))}
				</fieldset>
				<p class="soft">{t("desk.reprint.hint", { serial: person.value?.badge?.serial ?? "" })}</p>
				<div class="dialog-acts">
					<Button tone="quiet" onPress={onClose}>{t("desk.cancel")}</Button>
					<Button type="submit" tone="main" icon="print" isBusy={isBusy} onPress={() => undefined} chord="Enter">{t("desk.reprint.send")}</Button>
				</div>
			</form>
		</Dialog>
	);
}
