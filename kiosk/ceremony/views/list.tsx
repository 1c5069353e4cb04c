// Everybody who is to sign, in the order of the declaration: place, name, state, authority. A press opens the row.
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { category } from "../../common/net/catalogue.ts";
import { languageName, number } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { CategoryBand } from "../../common/ui/chip.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import type { Signatory } from "../../common/wire/types.ts";
import * as store from "../store.ts";
import { AuthorityChip, SignatoryChip } from "./state.tsx";

export function List(): VNode {
	const rows = store.shown.value;
	const order = store.declaration.value?.order ?? "protocol";
	const language = store.declaration.value?.language; /* Allemagne stands before Belgique */
	return (
		<section class="list" aria-labelledby="list-title">
			<div class="list-head">
				<h2 id="list-title">{t("ceremony.list")}</h2>
				<span class="soft">{t(`ceremony.order.${order}`)}{order !== "hand" && language !== undefined && ` · ${languageName(language)}`}</span>
			</div>
			<input class="input" id="filter" type="search" aria-label={t("ceremony.filter")} placeholder={t("ceremony.filter")} value={store.filter.value}
				onInput={(event) => { store.filter.value = event.currentTarget.value; }} />
			<ol class="rows" role="list" data-testid="rows">
				{rows.map((row) => <Row key={row.id} row={row} />)}
			</ol>
			{store.ceremony.value !== null && rows.length === 0 && <p class="empty">{t("ceremony.list.none")}</p>}
			{store.declaration.value?.state !== "closed" && <Button icon="plus" testId="add" onPress={() => { store.sheet.value = { kind: "add" }; }}>{t("ceremony.add")}</Button>}
		</section>
	);
}

function Row({ row }: { row: Signatory }): VNode {
	const ref = useRef<HTMLLIElement>(null);
	const isCalled = row.state === "called";
	useEffect(() => {
		if (isCalled) ref.current?.scrollIntoView({ block: "center" });
	}, [isCalled]);
	const { main, sub } = store.linesOf(row.entity);
	const band = row.person === null ? undefined : category(row.person.category);
	const isQuiet = row.state === "expected" && row.authority.state !== "unseen";
	return (
		<li ref={ref} class="row" data-state={row.state} data-row={row.id}>
			<button type="button" class="row-button" onClick={() => { store.sheet.value = { kind: "signatory", id: row.id }; }}>
				<span class="row-place num">{number(row.position)}</span>
				<span class="row-who">
					<span class="row-main"><Bdi text={main} /></span>
					{sub !== "" && <span class="row-sub" dir="auto">{sub}</span>}
					{row.person !== null && (
						<span class="row-person">
							{band !== undefined && <CategoryBand category={band} size="small" />}
							<Bdi text={row.person.name.display} />
						</span>
					)}
					{!isQuiet && (
						<span class="row-chips">
							{row.state !== "expected" && <SignatoryChip row={row} />}
							{row.authority.state === "unseen" && row.state !== "signed" && <AuthorityChip row={row} />}
						</span>
					)}
				</span>
			</button>
		</li>
	);
}
