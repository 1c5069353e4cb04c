// Correcting the amount or the text of a pledge. When somebody else was faster, both versions stand side by side.
import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { catalogue } from "../../common/net/catalogue.ts";
import { money } from "../../common/text/format.ts";
import { lang, t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { type Failure, ProblemPanel } from "../../common/ui/problem.tsx";
import type { Pledge } from "../../common/wire/types.ts";
import { keyFor } from "../acts.ts";
import { type Answer, type Edit, editPledge, markEditing } from "../commands.ts";
import { readFigure } from "../form.ts";
import { lexicon, takePledge } from "../store.ts";
import { amountInWords } from "../words.ts";

type Sum = Edit["amount"];

function inFull(sum: Sum): string {
	return sum === null ? "" : `${money(sum.value, sum.currency)} · ${amountInWords(sum.value, lang.value, sum.currency)}`;
}

function sumOf(figure: string, currency: string): { sum: Sum; isBad: boolean } {
	if (figure.trim() === "") return { sum: null, isBad: false };
	const read = readFigure(figure, lexicon.value);
	const named = read?.amount.currency ?? currency;
	if (read === null || named === "") return { sum: null, isBad: true };
	return { sum: { value: read.amount.value, currency: named }, isBad: false };
}

/** Somebody was faster, and the server says what the row is now. */
function isStale(answer: Answer<Pledge>): answer is Answer<Pledge> & { kind: "refused" } {
	return answer.kind === "refused" && answer.status === 412 && answer.problem.current !== undefined;
}

export function EditPledge({ pledge, onClose }: { pledge: Pledge; onClose: () => void }): VNode {
	/* The version the edit began with: rows of others that arrive meanwhile must not slip under it. */
	const [base] = useState(pledge);
	const [figure, setFigure] = useState(pledge.amount?.value ?? "");
	const [currency, setCurrency] = useState(pledge.amount?.currency ?? "USD");
	const [text, setText] = useState(pledge.text ?? "");
	const [theirs, setTheirs] = useState<Pledge | null>(null);
	const [failure, setFailure] = useState<Failure | null>(null);
	const [isBusy, setBusy] = useState(false);
	const field = useRef<HTMLInputElement>(null);
	useLayoutEffect(() => {
		field.current?.closest("li")?.scrollIntoView({ block: "start" });
		field.current?.select();
	}, []);
	useEffect(() => {
		void markEditing(base.id, true);
		return () => void markEditing(base.id, false);
	}, []);
	const { sum, isBad } = sumOf(figure, currency);
	const mine: Edit = { amount: sum, text };

	const send = async (version: number): Promise<void> => {
		if (isBad || isBusy) return;
		setBusy(true);
		setFailure(null);
		const answer = await editPledge(base, mine, version, keyFor(`edit.${base.id}.${version}.${JSON.stringify(mine)}`));
		setBusy(false);
		if (answer.kind === "done") onClose();
		else if (isStale(answer)) setTheirs(answer.problem.current as Pledge);
		else if (answer.kind !== "aborted") setFailure(answer);
	};
	const takeTheirs = (row: Pledge): void => {
		takePledge(row);
		onClose();
	};
	return (
		<form class="row-panel edit" onSubmit={(event) => { event.preventDefault(); void send(base.version); }}
			onKeyDown={(event) => { if (event.key === "Escape") { event.preventDefault(); onClose(); } }}>
			<div class="field">
				<label class="field-label" for="edit-figure">{t("moderator.field.amount")}</label>
				<div class="amount-pair">
					<input ref={field} id="edit-figure" class="input num" type="text" dir="ltr" value={figure} aria-invalid={isBad}
						onInput={(event) => setFigure(event.currentTarget.value)} />
					<select class="input" aria-label={t("moderator.field.currency")} value={currency}
						onChange={(event) => setCurrency(event.currentTarget.value)}>
						{(catalogue.value?.currencies ?? []).map((row) => <option key={row.code} value={row.code}>{row.code}</option>)}
					</select>
				</div>
				<p class="soft">{isBad ? t("moderator.gap.amount") : inFull(sum)}</p>
			</div>
			<div class="field">
				<label class="field-label" for="edit-text">{t("moderator.field.text")}</label>
				<textarea id="edit-text" class="input" rows={2} dir="auto" value={text} onInput={(event) => setText(event.currentTarget.value)} />
			</div>
			{failure !== null && <ProblemPanel failure={failure} />}
			{theirs !== null && <Differ mine={mine} theirs={theirs} onMine={() => void send(theirs.version)} onTheirs={() => takeTheirs(theirs)} />}
			{theirs === null && (
				<div class="row-acts">
					<Button tone="main" type="submit" onPress={() => undefined} isBusy={isBusy} isDisabled={isBad}>{t("moderator.edit.save")}</Button>
					<Button tone="quiet" onPress={onClose}>{t("moderator.cancel")}</Button>
				</div>
			)}
		</form>
	);
}

interface DifferProps { mine: Edit; theirs: Pledge; onMine: () => void; onTheirs: () => void }

function Differ({ mine, theirs, onMine, onTheirs }: DifferProps): VNode {
	const by = theirs.by ?? "";
	const title = by === "" ? t("moderator.differ.theirs") : t("moderator.differ.theirs_by", { name: by });
	const panel = useRef<HTMLDivElement>(null);
	useLayoutEffect(() => panel.current?.scrollIntoView({ block: "nearest" }), []);
	return (
		<div class="differ" ref={panel} role="alert" data-testid="differ">
			<p class="differ-title">{t("moderator.differ", { number: theirs.number })}</p>
			<Version title={t("moderator.differ.mine")} amount={mine.amount} text={mine.text} other={theirs.text ?? ""} otherAmount={theirs.amount}>
				<Button tone="main" onPress={onMine}>{t("moderator.differ.keep")}</Button>
			</Version>
			<Version title={title} amount={theirs.amount} text={theirs.text ?? ""} other={mine.text} otherAmount={mine.amount}>
				<Button onPress={onTheirs}>{t("moderator.differ.take")}</Button>
			</Version>
		</div>
	);
}

interface VersionProps { title: string; amount: Sum; text: string; other: string; otherAmount: Sum; children: VNode }

function Version({ title, amount, text, other, otherAmount, children }: VersionProps): VNode {
	const isOtherSum = amount?.value !== otherAmount?.value || amount?.currency !== otherAmount?.currency;
	return (
		<section class="version">
			<h3>{title}</h3>
			<p class="num" data-differs={isOtherSum}><bdi>{amount === null ? "–" : money(amount.value, amount.currency)}</bdi></p>
			<p data-differs={text !== other}><Bdi text={text === "" ? "–" : text} /></p>
			{children}
		</section>
	);
}
