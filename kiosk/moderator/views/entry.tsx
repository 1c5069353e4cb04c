// Taking down a pledge: the line, what was understood of it, the fields, and pledges sent in before.
import type { VNode } from "preact";
import { countryName, money } from "../../common/text/format.ts";
import { lang, t } from "../../common/text/t.ts";
import { country } from "../../common/net/catalogue.ts";
import { Button, KeyCap } from "../../common/ui/button.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import type { Entity, Pledge } from "../../common/wire/types.ts";
import { actions } from "../actions.ts";
import type { RefusedWhy } from "../amount.ts";
import { type Who, isEmpty, withLine } from "../form.ts";
import { findEntities } from "../load.ts";
import { announceChanged, announceOne, otherAmount } from "../match.ts";
import { setForm, unwipe, wipeForm } from "../outbox.ts";
import { leave, saveReopened, theirs } from "../reopen.ts";
import { isBlank } from "../sheet.ts";
import {
	announcing, body, context, entry, floor, form, gaps, inStatement, isListening, isPledgerOpen, lexicon, note, speaking, submitted, wiped,
} from "../store.ts";
import { otherReading, takeOther } from "../switch.ts";
import { amountInWords } from "../words.ts";
import { Both } from "./both.tsx";
import { Chips } from "./chips.tsx";
import { Fields } from "./fields.tsx";
import { Finder } from "./finder.tsx";
import { More } from "./more.tsx";
import { Strength } from "./strength.tsx";

export function Entry(): VNode {
	const { of } = form.value;
	return (
		<section class="entry" aria-labelledby="entry-title" data-mode={of === null ? "new" : "complete"}>
			<div class="entry-head">
				<h2 id="entry-title">{of === null ? title() : t("moderator.complete", { number: of.number })}</h2>
				<Pledgers />
			</div>
			{of === null && <Line />}
			<Foot />
			{theirs.value !== null && <Differ theirs={theirs.value} />}
			{of === null && !isListening.value && <Submitted />}
			<Fields />
			{!isListening.value && <More />}
		</section>
	);
}

function title(): string {
	if (isListening.value) return t("moderator.listen.heard");
	return inStatement.value === 0 ? t("moderator.entry") : t("moderator.entry.nth", { n: inStatement.value + 1 });
}

function Line(): VNode {
	return (
		<div class="line">
			<label class="sr-only" for="line">{t("moderator.line")}</label>
			<input
				id="line" class="input line-input" type="text" dir="auto" autocomplete="off" spellcheck={false} autofocus
				value={form.value.line} placeholder={t("moderator.line.example")} aria-describedby="line-echo"
				onInput={(event) => setForm({ ...form.peek(), ...withLine(form.peek(), event.currentTarget.value, lexicon.peek(), context.peek()) })}
			/>
		</div>
	);
}

/** The sum as figures and as words, large: a misheard magnitude is the mistake that costs most. */
function InWords(): VNode | null {
	const { amount, isAmountDoubtful } = entry.value;
	if (amount === null) return null;
	return (
		<p class="in-words" data-testid="in-words" data-doubtful={isAmountDoubtful}>
			<strong class="num"><bdi>{money(amount.value, amount.currency ?? "")}</bdi></strong>
			<span>{amountInWords(amount.value, lang.value, amount.currency)}</span>
			{isAmountDoubtful && <Doubt />}
		</p>
	);
}

/** The other way to read what was typed, one key away. */
function Doubt(): VNode {
	const other = otherReading.value;
	return (
		<span class="in-words-doubt" data-testid="doubt">
			{t("moderator.doubtful")}
			{other !== null && (
				<button type="button" class="small-act" onClick={takeOther}>
					<bdi class="num">{money(other.value, other.currency ?? "")}</bdi> <KeyCap chord="Alt+y" />
				</button>
			)}
		</span>
	);
}

/** Whoever has the floor pledges, unless another is named; others may pledge with them. */
function Pledgers(): VNode {
	const act = isPledgerOpen.value;
	if (act !== null) return <PledgerFinder act={act} />;
	const who = entry.value.who;
	const { joint } = form.value;
	const isOther = form.value.who !== null && form.value.of === null;
	return (
		<div class="pledger" data-testid="pledger">
			{who !== null && <strong><Bdi text={who.name} /></strong>}
			{who === null && floor.value !== null && <span class="missing">{t("moderator.pledger.none")}</span>}
			{who?.country != null && <span class="soft">{countryName(country(who.country))}</span>}
			{joint.map((one, i) => (
				<button key={i} type="button" class="picked-row" onClick={() => setForm({ ...form.peek(), joint: joint.filter((row) => row !== one) })}>
					<span>+ <Bdi text={one.name} /></span>
					<Icon name="cross" /><span class="sr-only">{t("moderator.field.country.remove")}</span>
				</button>
			))}
			{!isListening.value && (
				<>
					{isOther && speaking.value !== null && (
						<Button tone="quiet" onPress={() => setForm({ ...form.peek(), who: null })}>{t("moderator.pledger.floor")}</Button>
					)}
					<Button tone="quiet" chord="h" onPress={() => actions.run("pledge.who")}>{t("moderator.pledger.change")}</Button>
					<Button tone="quiet" chord="j" isDisabled={!actions.isEnabled("pledge.joint")} onPress={() => actions.run("pledge.joint")}>
						{t("moderator.pledger.with")}
					</Button>
				</>
			)}
		</div>
	);
}

function PledgerFinder({ act }: { act: "lead" | "joint" }): VNode {
	const close = (): void => {
		isPledgerOpen.value = null;
		document.getElementById("line")?.focus();
	};
	const take = (next: Who): void => {
		const now = form.peek();
		setForm(act === "lead" ? { ...now, who: next } : { ...now, joint: [...now.joint, next] });
		close();
	};
	return (
		<div class="pledger-finder">
			<Finder<Entity>
				key={act} id="pledger" label={t(act === "lead" ? "moderator.pledger.find" : "moderator.pledger.find_joint")} find={findEntities} onClose={close}
				onPick={(row) => take({ id: row.id, name: row.name, country: row.country })}
				onNew={(name) => take({ id: null, name, country: null })}
				newLabel={(name) => t("moderator.pledger.new", { name })}
				option={(row) => <span class="option-main"><Bdi text={row.name} /> <span class="code">{row.country}</span></span>}
			/>
		</div>
	);
}

function Submitted(): VNode | null {
	const rows = submitted.value;
	if (rows.length === 0) return null;
	return (
		<section class="submitted" aria-labelledby="submitted-title" data-testid="submitted">
			<h3 id="submitted-title">{t("moderator.submitted", { n: rows.length })}</h3>
			<ul role="list">{rows.map((row, i) => <SubmittedRow key={row.id} row={row} isFirst={i === 0} />)}</ul>
		</section>
	);
}

function SubmittedRow({ row, isFirst }: { row: Pledge; isFirst: boolean }): VNode {
	const other = otherAmount(row);
	return (
		<li>
			<span class="code">{row.number}</span>
			<span>{t(`pledge.type.${row.type}`)}</span>
			{row.amount !== null && <span class="num"><bdi>{money(row.amount.value, row.amount.currency)}</bdi></span>}
			{other !== null && <span class="differs num">{t("moderator.announce.differs", { amount: money(other.value, other.currency) })}</span>}
			<span class="soft submitted-text"><Bdi text={row.title || row.text || ""} /></span>
			<Button tone={isFirst ? "main" : "plain"} {...(isFirst && { chord: "a" })} isBusy={announcing.value !== null}
				onPress={() => void announceOne(row)}>
				{t("moderator.announce")}<span class="sr-only"> {row.number}</span>
			</Button>
			<Button {...(isFirst && { chord: "A" })} isBusy={announcing.value !== null} isDisabled={other === null && !isFirst}
				onPress={() => (isFirst ? void announceChanged() : void announceOne(row, other))}>
				{t("moderator.announce.changed")}<span class="sr-only"> {row.number}</span>
			</Button>
		</li>
	);
}

function Foot(): VNode {
	const missing = gaps.value;
	const refused = entry.value.doubts.find((row) => row.isRefused)?.why as RefusedWhy | undefined;
	const isBlankNow = isBlank(form.value) || isEmpty(form.value);
	const { of } = form.value;
	return (
		<div class="entry-foot">
			<div class="entry-state" role="status" data-testid="entry-state">
				{of === null && <div id="line-echo" class="line-echo" aria-live="polite"><Chips /></div>}
				<InWords />
				{note.value !== null && isBlankNow && <p class="note" data-tone={note.value.tone}>{note.value.text}</p>}
				{refused !== undefined && <p class="missing">{t(`moderator.refused.${refused}`)}</p>}
				{(form.value.line !== "" || of !== null) && missing.length > 0 && (
					<p class="missing">{t("moderator.missing")} {missing.map((gap) => t(`moderator.gap.${gap}`)).join(" · ")}</p>
				)}
				{!isBlankNow && !isListening.value && <Strength />}
			</div>
			<Clear />
			<Button tone="main" icon="tick" chord="Ctrl+Enter" testId="pledge.log" isDisabled={!actions.isEnabled("pledge.log")} onPress={() => actions.run("pledge.log")}>
				{t(of !== null ? "moderator.edit.save" : isListening.value ? "moderator.listen.log" : "moderator.act.log")}
			</Button>
		</div>
	);
}

function Clear(): VNode {
	if (form.value.of !== null) return <Button tone="quiet" chord="Escape" onPress={leave}>{t("moderator.cancel")}</Button>;
	return wiped.value !== null && isEmpty(form.value)
		? <Button tone="quiet" onPress={unwipe}>{t("moderator.restore")}</Button>
		: <Button tone="quiet" onPress={wipeForm}>{t("moderator.clear")}</Button>;
}

/** Somebody changed the pledge while it was open here: both versions, field by field where they differ. */
function Differ({ theirs: row }: { theirs: Pledge }): VNode {
	const mine = body.value ?? {};
	return (
		<div class="differ" role="alert" data-testid="differ">
			<p class="differ-title">{t("moderator.differ", { number: row.number })}</p>
			<Both mine={mine} theirs={row} />
			<div class="row-acts">
				<Button tone="main" onPress={() => void saveReopened(row)}>{t("moderator.differ.keep")}</Button>
				<Button onPress={leave}>{t("moderator.differ.take")}</Button>
			</div>
		</div>
	);
}
