// The field that always has the focus, and what it finds.
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Match, Participant } from "../../common/wire/types.ts";
import { category, country } from "../../common/net/catalogue.ts";
import { countryName, time } from "../../common/text/format.ts";
import { latinBeside } from "../../common/text/script.ts";
import { t } from "../../common/text/t.ts";
import { CategoryBand, StateChip } from "../../common/ui/chip.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { Bdi, Marked, type MarkedProps } from "../../common/ui/name.tsx";
import { ProblemPanel } from "../../common/ui/problem.tsx";
import { actions } from "../actions.ts";
import * as find from "../find.ts";
import * as store from "../store.ts";
import { UndoBar } from "./bar.tsx";
import { stateTone } from "./state.ts";

export function SearchColumn(): VNode {
	return (
		<section class="search" aria-label={t("desk.search.label")}>
			<SearchField />
			{store.searchFailure.value !== null && (
				<ProblemPanel failure={store.searchFailure.value} onRetry={() => void find.search(store.query.peek().trim())} />
			)}
			{store.query.value.trim() === "" ? <Recents /> : <HitList />}
			<UndoBar />
		</section>
	);
}

function SearchField(): VNode {
	const field = useRef<HTMLInputElement>(null);
	const hit = store.highlighted.value;
	useEffect(() => field.current?.focus(), []);
	return (
		<div class="search-field" data-busy={store.isSearching.value}>
			<Icon name="search" />
			<label class="sr-only" for="search">{t("desk.search.label")}</label>
			<input
				ref={field}
				id="search"
				type="text"
				role="combobox"
				aria-expanded={store.hits.value.list.length > 0}
				aria-controls="hits"
				{...(hit !== undefined && { "aria-activedescendant": `hit-${hit.id}` })}
				aria-autocomplete="list"
				dir="auto"
				autocomplete="off"
				spellcheck={false}
				maxLength={100}
				placeholder={t("desk.search.placeholder")}
				value={store.query.value}
				onInput={(event) => find.type(event.currentTarget.value)}
				onKeyDown={askForHelp}
			/>
			{store.query.value !== "" && !store.isSearching.value && (
				<span class="search-total num">{t("desk.hits", { n: store.hits.value.total })}</span>
			)}
		</div>
	);
}

/** No name starts with a question mark: in the empty field it asks for the keys. */
function askForHelp(event: KeyboardEvent): void {
	if (event.key !== "?" || store.query.peek() !== "") return;
	event.preventDefault();
	actions.run("desk.keys");
}

function HitList(): VNode {
	const { list, total, query } = store.hits.value;
	const isNobody = !store.isSearching.value && list.length === 0 && store.searchFailure.value === null;
	return (
		<>
			<ul class="hits" id="hits" role="listbox" aria-label={t("desk.search.results")}>
				{list.map((row, i) => <HitRow key={row.id} row={row} index={i} query={query} />)}
			</ul>
			{isNobody && (
				<div class="search-empty" data-testid="nobody">
					<p><b>{t("desk.search.nobody")}</b></p>
					<p>{t("desk.search.nobody.hint")}</p>
				</div>
			)}
			{total > list.length && list.length > 0 && <p class="search-more">{t("desk.search.more", { n: total - list.length })}</p>}
		</>
	);
}

function HitRow({ row, index, query }: { row: Participant; index: number; query: string }): VNode {
	const isSelected = store.cursor.value === index;
	const ref = useRef<HTMLLIElement>(null);
	const band = category(row.category);
	const latin = latinBeside(row.name);
	const home = country(row.entity.country);
	useEffect(() => {
		if (isSelected) ref.current?.scrollIntoView({ block: "nearest" });
	}, [isSelected]);
	const pick = (): void => {
		store.cursor.value = index;
		void find.open(row.id);
	};
	return (
		<li ref={ref} id={`hit-${row.id}`} class="hit" role="option" aria-selected={isSelected} data-state={row.state}
			onMouseDown={(event) => event.preventDefault()} onClick={pick}>
			<span class="hit-band">{band && <CategoryBand category={band} size="small" />}</span>
			<span class="hit-text">
				<span class="hit-name"><Marked text={row.name.display} query={query} {...rangesIn(row, "name")} /></span>
				{latin !== null && <span class="hit-latin"><Marked text={latin} query={query} {...rangesIn(row, "latin")} /></span>}
				<span class="hit-entity">
					<span class="hit-whole"><Marked text={row.entity.name} query={query} {...rangesIn(row, "entity")} /></span>
					{home && <span class="hit-whole hit-country"><Bdi text={countryName(home)} /></span>}
					{home && <abbr title={countryName(home)}>{home.code}</abbr>}
				</span>
			</span>
			<span class="hit-state">
				<StateChip tone={stateTone(row.state)} text={t(`desk.state.${row.state}`)} />
				{row.badge !== null && !row.badge.collected && <StateChip tone="warn" text={t("desk.badge.uncollected")} />}
				{row.arrived_at !== null && <time class="hit-time">{time(row.arrived_at)}</time>}
			</span>
		</li>
	);
}

/** The server says where it found what was typed; without that the words are looked for here. */
function rangesIn(row: Participant, field: Match["field"]): Pick<MarkedProps, "ranges"> {
	if (row.match === undefined) return {};
	return { ranges: row.match.filter((match) => match.field === field).flatMap((match) => match.ranges) };
}

function Recents(): VNode {
	const rows = store.recent.value;
	if (rows.length === 0) {
		return (
			<div class="search-empty">
				<p>{t("desk.search.start")}</p>
				<p>{t("desk.search.start.scan")}</p>
			</div>
		);
	}
	return (
		<div class="recents">
			<h2>{t("desk.recent")}</h2>
			<ul role="list">
				{rows.map((row) => (
					<li key={row.id}>
						<button type="button" onClick={() => void find.open(row.id)}>
							<Bdi text={row.name} />
							{!row.isCollected && row.serial !== null && <StateChip tone="warn" text={t("desk.badge.uncollected")} />}
							<span class="num">
								{row.serial !== null && <span>{t("desk.badge.short", { serial: row.serial })}</span>}
								<time>{time(row.at)}</time>
							</span>
						</button>
					</li>
				))}
			</ul>
		</div>
	);
}
