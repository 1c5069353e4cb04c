// The small sheets about the open person: who approved them, who takes their badge, why they go to the help desk.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { HelpReason } from "../../common/wire/desk.ts";
import type { Participant } from "../../common/wire/types.ts";
import { t } from "../../common/text/t.ts";
import { TextField } from "../../common/ui/field.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import * as acts from "../acts.ts";
import { Choices, SheetForm } from "./form.tsx";

interface Props { person: Participant; onClose: () => void }

export function ApproveSheet({ person, onClose }: Props): VNode {
	const [by, setBy] = useState("");
	return (
		<SheetForm title={t("desk.approve.title", { name: person.name.display })} onClose={onClose} onSend={() => acts.approve(by.trim())}
			label={t("desk.approve.send")} icon="tick" isDisabled={by.trim() === ""}>
			<TextField id="approve-by" label={t("desk.approve.by")} hint={t("desk.approve.hint")} value={by} onInput={setBy} isRequired />
		</SheetForm>
	);
}

/** A badge is personal; a VIP's may go to the one person they named, with the rule in words. */
export function CollectorSheet({ person, onClose }: Props): VNode {
	const [who, setWho] = useState<"self" | "collector" | "other">(person.collector === "" ? "self" : "collector");
	const [other, setOther] = useState("");
	const by = { self: undefined, collector: person.collector, other: other.trim() }[who];
	const rows = [
		{ value: "self" as const, label: <Bdi text={person.name.display} /> },
		...(person.collector === "" ? [] : [{ value: "collector" as const, label: <>{t("desk.collector.named")}: <Bdi text={person.collector} /></> }]),
		...(person.vip ? [] : [{ value: "other" as const, label: t("desk.collector.other") }]),
	];
	return (
		<SheetForm title={t("desk.collector.title", { serial: person.badge?.serial ?? "" })} onClose={onClose} onSend={() => acts.handOver(by)}
			label={t("desk.action.handover.id")} icon="hand" isDisabled={who === "other" && other.trim() === ""}>
			<Choices name="collector" legend={t("desk.collector.who")} rows={rows} value={who} onChange={setWho} />
			{who === "other" && <TextField id="collector-other" label={t("desk.collector.name")} value={other} onInput={setOther} isRequired />}
			<p class="soft">{t(person.vip ? "desk.collector.rule.vip" : "desk.collector.rule")}</p>
		</SheetForm>
	);
}

const REASONS: readonly HelpReason[] = ["not_approved", "no_letter", "name_differs", "duplicate", "lost_badge", "photo_refused", "other"];

export function HelpSheet({ person, onClose }: Props): VNode {
	const [reason, setReason] = useState<HelpReason>(likelyReason(person));
	const [words, setWords] = useState("");
	return (
		<SheetForm title={t("desk.help.title", { name: person.name.display })} onClose={onClose} onSend={() => acts.sendToHelp(reason, words)}
			label={t("desk.help.send")} icon="help" isDisabled={reason === "other" && words.trim() === ""}>
			<Choices name="help" legend={t("desk.help.why")} rows={REASONS.map((value) => ({ value, label: t(`desk.help.reason.${value}`) }))} value={reason} onChange={setReason} />
			<TextField id="help-words" label={t("desk.help.words")} value={words} onInput={setWords} isOptional={reason !== "other"} />
		</SheetForm>
	);
}

/** What the page knows to be wrong comes first: mostly it only has to be sent. */
function likelyReason(person: Participant): HelpReason {
	if (person.missing.includes("approval")) return "not_approved";
	if (person.missing.includes("letter")) return "no_letter";
	return person.badge === null ? "name_differs" : "lost_badge";
}
