// One signatory's sheet: who signs, with which authority, where it stands, and every act on it.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { number, timeWithSeconds } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { SelectField, TextField } from "../../common/ui/field.tsx";
import { Bdi, PersonNameView } from "../../common/ui/name.tsx";
import type { Signatory, SignatoryState } from "../../common/wire/types.ts";
import * as commands from "../commands.ts";
import * as store from "../store.ts";
import { PersonPicker } from "./sheets.tsx";
import { AuthorityChip, KINDS, SignatoryChip, kindText } from "./state.tsx";

const NOT_NEEDED = ["head_of_state", "head_of_government", "foreign_minister"];
/** As the server's table of steps; photo is the big screen's. */
const STEPS: readonly { step: Exclude<commands.Step, "photo">; from: readonly SignatoryState[] }[] = [
	{ step: "call", from: ["expected", "late", "absent"] },
	{ step: "late", from: ["expected", "called", "absent"] },
	{ step: "absent", from: ["expected", "called", "late"] },
	{ step: "decline", from: ["expected", "called", "late", "absent"] },
	{ step: "return", from: ["called", "late", "absent", "declined"] },
];

export function SignatorySheet({ row, onClose }: { row: Signatory; onClose: () => void }): VNode {
	const { main, sub } = store.linesOf(row.entity);
	return (
		<Dialog title={main} size="wide" onClose={onClose}>
			<div class="sheet" data-testid="sheet">
				{sub !== "" && <p class="soft"><Bdi text={sub} /></p>}
				<p class="called-flags"><SignatoryChip row={row} /><AuthorityChip row={row} /><span class="soft">{t("ceremony.place", { place: number(row.position) })}</span></p>
				{row.signature === null ? <Open row={row} onClose={onClose} /> : <Signed row={row} />}
			</div>
		</Dialog>
	);
}

function Signed({ row }: { row: Signatory }): VNode | null {
	const signature = row.signature;
	if (signature === null) return null;
	return (
		<>
			<PersonNameView name={signature.person.name} />
			<dl class="facts">
				<div><dt>{t("ceremony.fact.signed")}</dt><dd>{timeWithSeconds(signature.signed_at)} · {t(`ceremony.means.${signature.means}`)} · <span class="code">{signature.device}</span></dd></div>
				{signature.reservation !== null && <div><dt>{t("ceremony.fact.reservation")}</dt><dd><Bdi text={signature.reservation} /></dd></div>}
				{signature.statement !== null && <div><dt>{t("ceremony.fact.statement")}</dt><dd><Bdi text={signature.statement} /></dd></div>}
				<div><dt>SHA-256</dt><dd class="code hash" dir="ltr">{signature.sha256}</dd></div>
			</dl>
			<div class="dialog-acts"><Button tone="risk" testId="annul" onPress={() => { store.sheet.value = { kind: "annul", id: row.id }; }}>{t("ceremony.annul")}</Button></div>
		</>
	);
}

function Open({ row, onClose }: { row: Signatory; onClose: () => void }): VNode {
	return (
		<>
			<Person row={row} />
			{row.person !== null && <Capacity row={row} />}
			{row.person !== null && <Authority row={row} />}
			<Order row={row} />
			{store.isOpen.value && (
				<div class="dialog-acts">
					{STEPS.filter(({ from }) => from.includes(row.state)).map(({ step }) => (
						<Button key={step} {...(step === "call" && { tone: "main" as const })} testId={`step-${step}`} isBusy={store.isBusy.value}
							onPress={() => void commands.step(row, step).then(onClose)}>
							{t(`ceremony.step.${step}`)}
						</Button>
					))}
				</div>
			)}
		</>
	);
}

function Person({ row }: { row: Signatory }): VNode {
	const [isChanging, setChanging] = useState(row.person === null);
	if (isChanging) {
		return <PersonPicker id="person" label={t("ceremony.person")} onPick={(person) => void commands.correct(row, { person: person.id }).then(() => setChanging(false))} />;
	}
	return (
		<div class="sheet-line">
			{row.person !== null && (
				<div>
					<PersonNameView name={row.person.name} />
					{row.person.title !== null && <p class="soft"><Bdi text={row.person.title} /></p>}
				</div>
			)}
			<Button onPress={() => setChanging(true)}>{t("ceremony.person.change")}</Button>
		</div>
	);
}

/** As what they sign: it stands at the table, on the tablet and in the register. */
function Capacity({ row }: { row: Signatory }): VNode {
	const [text, setText] = useState(row.capacity);
	const isChanged = text.trim() !== row.capacity;
	const save = (event: Event): void => {
		event.preventDefault();
		if (isChanged) void commands.correct(row, { capacity: text.trim() });
	};
	return (
		<form class="sheet-line sheet-capacity" onSubmit={save}>
			<TextField id="capacity" label={t("ceremony.capacity")} hint={t("ceremony.capacity.hint")} value={text} onInput={setText} isOptional />
			{isChanged && <Button type="submit" tone="main" testId="capacity-save" isBusy={store.isBusy.value} onPress={() => undefined}>{t("ceremony.text.save")}</Button>}
		</form>
	);
}

function Authority({ row }: { row: Signatory }): VNode {
	const [kind, setKind] = useState<string>(row.authority.kind ?? (row.entity.type === "government" ? "full_powers" : "mandate"));
	const isSeen = row.authority.state !== "unseen";
	const say = (): void => void commands.correct(row, { authority: { state: NOT_NEEDED.includes(kind) ? "not_needed" : "seen", kind } });
	return (
		<div class="sheet-line">
			<SelectField id="kind" label={t("ceremony.authority")} value={kind} onChange={setKind}
				options={KINDS.map((value) => ({ value, label: kindText(value) }))} />
			<Button testId="authority-seen" {...(!isSeen && { tone: "main" as const })} isBusy={store.isBusy.value} onPress={say}>{t("ceremony.authority.seen")}</Button>
			{isSeen && <Button tone="quiet" onPress={() => void commands.correct(row, { authority: { state: "unseen" } })}>{t("ceremony.authority.take_back")}</Button>}
		</div>
	);
}

/** One place up or down: the order is by hand from then on. */
function Order({ row }: { row: Signatory }): VNode {
	const rows = store.ceremony.value?.signatories ?? [];
	const at = rows.findIndex((other) => other.id === row.id);
	const before = rows[at - 1];
	const after = rows[at + 2] ?? null;
	return (
		<div class="sheet-line">
			<Button isDisabled={before === undefined} isBusy={store.isBusy.value} onPress={() => { if (before !== undefined) void commands.move(row, before); }}>{t("ceremony.move.up")}</Button>
			<Button isDisabled={at === rows.length - 1} isBusy={store.isBusy.value} onPress={() => void commands.move(row, after)}>{t("ceremony.move.down")}</Button>
			{store.declaration.value?.order !== "hand" && <span class="soft">{t("ceremony.move.hint")}</span>}
		</div>
	);
}
