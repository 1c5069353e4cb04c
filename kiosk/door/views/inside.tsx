// Who is inside, to be read out when the house has to be left: by point, by name, with the time this was known. Works without the
// server, as of the last list and with what this door let in since.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { category } from "../../common/net/catalogue.ts";
import { isReachable } from "../../common/net/reach.ts";
import { fold } from "../../common/text/fold.ts";
import { compare, number, shortDay, time } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { CategoryBand } from "../../common/ui/chip.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { TextField } from "../../common/ui/field.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import type { CardInside, Inside, InsideAnswer } from "../../common/wire/door.ts";
import * as store from "../store.ts";

export function InsideSheet({ onClose }: { onClose: () => void }): VNode {
	const [text, setText] = useState("");
	const lists = store.insideLists.value;
	const at = store.insideAt.value;
	return (
		<Dialog title={t("door.evacuation")} onClose={onClose} size="wide">
			<p class="inside-age" data-stale={!isReachable.value} data-testid="inside-age">
				{at === 0 ? t("door.evacuation.none") : t("door.evacuation.at", { at: `${shortDay(at)} ${time(at)}` })}
			</p>
			<TextField id="inside-search" label={t("door.evacuation.search")} value={text} onInput={setText} type="search" />
			{lists.map((list) => <PointList key={list.point.id} list={list} words={fold(text).split(/\s+/).filter((word) => word !== "")} />)}
		</Dialog>
	);
}

function PointList({ list, words }: { list: InsideAnswer; words: string[] }): VNode | null {
	const fits = (...texts: string[]): boolean => words.every((word) => fold(texts.join(" ")).includes(word));
	const people = list.people.filter(({ name, entity }) => fits(name, entity.name)).sort((a, b) => compare(a.name, b.name));
	const cards = list.cards.filter(({ card, entity }) => fits(card, entity.name));
	if (words.length > 0 && people.length + cards.length === 0) return null;
	return (
		<section class="inside" data-testid={`inside-${list.point.id}`}>
			<h3><Bdi text={list.point.name} /> <span class="num soft">{number(list.inside)}</span></h3>
			<ol role="list">
				{people.map((person) => <PersonRow key={person.id} person={person} />)}
				{cards.map((card) => <CardRow key={card.card} card={card} />)}
			</ol>
		</section>
	);
}

function PersonRow({ person }: { person: Inside }): VNode {
	const band = category(person.category);
	return (
		<li>
			{band !== undefined && <CategoryBand category={band} size="small" />}
			<span><Bdi text={person.name} /><small><Bdi text={person.entity.name} /></small></span>
			<time>{time(person.since)}</time>
		</li>
	);
}

function CardRow({ card }: { card: CardInside }): VNode {
	return (
		<li>
			<span class="code" dir="ltr">{card.card}</span>
			<span><Bdi text={card.entity.name} /></span>
			<time>{time(card.since)}</time>
		</li>
	);
}
