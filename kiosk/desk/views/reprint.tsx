// A new badge in place of the old one: the reason is asked, because the old one stops working.
import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { t } from "../../common/text/t.ts";
import { TextField } from "../../common/ui/field.tsx";
import * as acts from "../acts.ts";
import { formKey } from "../forms.ts";
import { person } from "../store.ts";
import { Choices, SheetForm } from "./form.tsx";

const REASONS = ["lost", "damaged", "misprint", "name_changed", "other"] as const;

export function ReprintSheet({ onClose }: { onClose: () => void }): VNode {
	const [reason, setReason] = useState<(typeof REASONS)[number]>("lost");
	const [own, setOwn] = useState("");
	const key = useRef(formKey());
	const send = async (): ReturnType<typeof acts.reprint> => {
		const failure = await acts.reprint(reason === "other" ? own.trim() : reason, key.current);
		if (failure?.kind === "refused") key.current = formKey();
		return failure;
	};
	return (
		<SheetForm title={t("desk.reprint.title", { name: person.value?.name.display ?? "" })} onClose={onClose} onSend={send}
			label={t("desk.reprint.send")} icon="print" isDisabled={reason === "other" && own.trim() === ""}>
			<Choices name="reason" legend={t("desk.reprint.reason")} value={reason} onChange={setReason}
				rows={REASONS.map((value) => ({ value, label: t(`desk.reason.${value}`) }))} />
			{reason === "other" && <TextField id="reprint-own" label={t("desk.reprint.own")} value={own} onInput={setOwn} isRequired />}
			<p class="soft">{t("desk.reprint.hint", { serial: person.value?.badge?.serial ?? "" })}</p>
		</SheetForm>
	);
}
