// Taking down a pledge: the line, what was understood of it, the fields, and pledges sent in before.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { countryName, money } from "../../common/text/format.ts";
import { lang, t } from "../../common/text/t.ts";
import { country } from "../../common/net/catalogue.ts";
import { ActionButton, Button } from "../../common/ui/button.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import type { Entity, Pledge } from "../../common/wire/types.ts";
import { actions } from "../actions.ts";
import { isEmpty, withLine } from "../form.ts";
import { findEntities } from "../load.ts";
import { announceOne, otherAmount } from "../match.ts";
import { setForm, unwipe, wipeForm } from "../outbox.ts";
import { announcing, entry, floor, form, gaps, lexicon, note, speaking, submitted, wiped } from "../store.ts";
import { amountInWords } from "../words.ts";
import { Chips } from "./chips.tsx";
import { Fields } from "./fields.tsx";
import { Finder } from "./finder.tsx";

export function Entry(): VNode {
	return (
		<section class="entry" aria-labelledby="entry-title">
			<div class="entry-head">
				<h2 id="entry-title">{t("moderator.entry")}</h2>
				<Pledger />
			</div>
			<Line />
			<Foot />
			<Submitted />
			<Fields />
		</section>
	);
}

function Line(): VNode {
	return (
		<div class="line">
			<label class="sr-only" for="line">{t("moderator.line")}</label>
			<input
				id="line" class="input line-input" type="text" dir="auto" autocomplete="off" spellcheck={false} autofocus
				value={form.value.line} placeholder={t("moderator.line.example")} aria-describedby="line-echo"
				onInput={(event) => setForm(withLine(form.peek(), event.currentTarget.value, lexicon.peek()))}
			/>
			<div id="line-echo" class="line-echo" aria-live="polite">
				<Chips />
			</div>
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
			{isAmountDoubtful && <span class="in-words-doubt">{t("moderator.doubtful")}</span>}
		</p>
	);
}

/** Whoever has the floor pledges, unless another is named. */
function Pledger(): VNode {
	const [isOpen, setOpen] = useState(false);
	const who = entry.value.who;
	const isOther = form.value.who !== null;
	if (isOpen) {
		const take = (next: { id: string | null; name: string; country: string | null }): void => {
			setForm({ ...form.peek(), who: next });
			setOpen(false);
			document.getElementById("line")?.focus();
		};
		return (
			<div class="pledger-finder">
				<Finder<Entity>
					id="pledger" label={t("moderator.pledger.find")} find={findEntities} onClose={() => setOpen(false)}
					onPick={(row) => take({ id: row.id, name: row.name, country: row.country })}
					onNew={(name) => take({ id: null, name, country: null })}
					newLabel={(name) => t("moderator.pledger.new", { name })}
					option={(row) => <span class="option-main"><Bdi text={row.name} /> <span class="code">{row.country}</span></span>}
				/>
			</div>
		);
	}
	return (
		<p class="pledger" data-testid="pledger">
			{who !== null && <strong><Bdi text={who.name} /></strong>}
			{who === null && floor.value !== null && <span class="missing">{t("moderator.pledger.none")}</span>}
			{who?.country != null && <span class="soft">{countryName(country(who.country))}</span>}
			{isOther && speaking.value !== null && (
				<Button tone="quiet" onPress={() => setForm({ ...form.peek(), who: null })}>{t("moderator.pledger.floor")}</Button>
			)}
			<Button tone="quiet" onPress={() => setOpen(true)}>{t("moderator.pledger.change")}</Button>
		</p>
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
			<Button tone={isFirst ? "main" : "plain"} {...(isFirst && { chord: "Alt+a" })} isBusy={announcing.value !== null}
				onPress={() => void announceOne(row)}>
				{t("moderator.announce")}<span class="sr-only"> {row.number}</span>
			</Button>
		</li>
	);
}

function Foot(): VNode {
	const missing = gaps.value;
	return (
		<div class="entry-foot">
			<div class="entry-state" role="status" data-testid="entry-state">
				<InWords />
				{note.value !== null && isEmpty(form.value) && <p class="note" data-tone={note.value.tone}>{note.value.text}</p>}
				{form.value.line !== "" && missing.length > 0 && (
					<p class="missing">{t("moderator.missing")} {missing.map((gap) => t(`moderator.gap.${gap}`)).join(" · ")}</p>
				)}
			</div>
			{wiped.value !== null && isEmpty(form.value)
				? <Button tone="quiet" onPress={unwipe}>{t("moderator.restore")}</Button>
				: <Button tone="quiet" onPress={wipeForm}>{t("moderator.clear")}</Button>}
			<ActionButton actions={actions} id="pledge.log" tone="main" icon="tick" />
		</div>
	);
}
