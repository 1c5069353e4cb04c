// Beside the grid: what the check found (a click goes there), and what the draft would change.
import type { VNode } from "preact";
import { t } from "../../../common/text/t.ts";
import { words } from "../../../common/text/format.ts";
import { Icon } from "../../../common/ui/icon.tsx";
import { Bdi } from "../../../common/ui/name.tsx";
import * as store from "../../agenda/store.ts";
import { changeWords, findingWords, placeWords, titleOf } from "../../agenda/words.ts";
import type { Change, Finding } from "../../agenda/wire.ts";
import { go, open } from "../../route.ts";
import { Panel } from "../parts.tsx";

export function FindingsPanel(): VNode {
	const rows = [...store.findings.value].sort((a, b) => (a.severity === b.severity ? 0 : a.severity === "error" ? -1 : 1));
	return (
		<Panel title={t("planner.findings")} label={t("planner.findings")}>
			{rows.length === 0 && <p class="soft">{t("planner.found.nothing")}</p>}
			<ol role="list" class="found" data-testid="findings">{rows.slice(0, 300).map((row, i) => <li key={i}><FindingRow row={row} /></li>)}</ol>
			{rows.length > 300 && <p class="soft">{t("planner.found.more", { n: rows.length - 300 })}</p>}
		</Panel>
	);
}

function FindingRow({ row }: { row: Finding }): VNode {
	const id = row.session ?? row.other ?? "";
	const slot = store.slotById.value.get(id);
	return (
		<button type="button" class="found-row" data-severity={row.severity} data-kind={row.kind} onClick={() => { if (slot === undefined) go("agenda", "rooms"); else store.show(id); }}>
			<Icon name={row.severity === "error" ? "cross" : "warn"} />
			<span>
				{id !== "" && <b><Bdi text={titleOf(id)} /></b>}
				<span>{findingWords(row)}</span>
				{slot !== undefined && <span class="soft">{placeWords(slot)}</span>}
			</span>
			<span class="sr-only">{t(`planner.severity.${row.severity}`)}</span>
		</button>
	);
}

export function ChangesPanel(): VNode {
	return (
		<Panel title={t("planner.changes")} label={t("planner.changes")}>
			<ChangeLog changes={store.changes.value} onOpen={(id) => { store.show(id); open(id); }} />
		</Panel>
	);
}

/** Session by session, what is different, as sentences. */
export function ChangeLog({ changes, onOpen }: { changes: readonly Change[]; onOpen?: (id: string) => void }): VNode {
	const bySession = new Map<string, Change[]>();
	for (const row of changes) bySession.set(row.session.id, [...(bySession.get(row.session.id) ?? []), row]);
	if (bySession.size === 0) return <p class="soft">{t("planner.changes.none")}</p>;
	return (
		<ol role="list" class="change-log" data-testid="change-log">
			{[...bySession].map(([id, rows]) => {
				const { session } = rows[0]!;
				const title = <><span class="code">{session.code}</span> <Bdi text={words(session.title) || session.code} /></>;
				return (
					<li key={id}>
						{onOpen !== undefined && store.slotById.value.has(id) ? <button type="button" class="row-open" onClick={() => onOpen(id)}>{title}</button> : <b>{title}</b>}
						<ul>{rows.map((row, i) => <li key={i} data-kind={row.kind}>{changeWords(row)}</li>)}</ul>
					</li>
				);
			})}
		</ol>
	);
}
