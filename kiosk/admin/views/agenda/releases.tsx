// Releases: who changed the plan when, what that changed in words, and going back to how it was.
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { number } from "../../../common/text/format.ts";
import { t } from "../../../common/text/t.ts";
import { Button } from "../../../common/ui/button.tsx";
import { Bdi } from "../../../common/ui/name.tsx";
import * as store from "../../agenda/releases.ts";
import type { Release } from "../../agenda/wire.ts";
import { when } from "../../agenda/words.ts";
import { text } from "../../forms.ts";
import type { Column } from "../../lists.ts";
import { open, place } from "../../route.ts";
import { sheet } from "../../stage.ts";
import { FormSheet } from "../form.tsx";
import { Facts, Panel } from "../parts.tsx";
import { Table } from "../table.tsx";
import { ChangeLog } from "./found.tsx";

const columns = (): readonly Column<Release>[] => [
	{ id: "number", label: t("planner.releases.number"), value: (row) => row.number },
	{ id: "at", label: t("planner.releases.at"), value: (row) => row.at, cell: (row) => when(row.at) },
	{ id: "by", label: t("planner.releases.by"), value: (row) => row.by ?? "", cell: (row) => <Bdi text={row.by ?? ""} /> },
	{ id: "note", label: t("planner.releases.note"), value: (row) => row.note, cell: (row) => <Bdi text={row.note} /> },
	{ id: "added", label: t("planner.releases.added"), isNumber: true, value: (row) => row.added },
	{ id: "changed", label: t("planner.releases.changed"), isNumber: true, value: (row) => row.changed },
	{ id: "removed", label: t("planner.releases.removed"), isNumber: true, value: (row) => row.removed },
];

export function ReleasesView(): VNode {
	const { id } = place.value;
	useEffect(() => void store.openRelease(id), [id]);
	return (
		<div class="beside" data-is-open={id !== ""}>
			<Table id="releases" caption={t("planner.part.releases")} rows={store.releases.value ?? []} columns={columns()} keyOf={(row) => String(row.number)} openKey={id}
				onOpen={(row) => open(String(row.number) === id ? "" : String(row.number))} empty={store.releases.value === null ? t("ui.waiting") : t("planner.releases.none")} />
			{id !== "" && <ReleasePanel key={id} number={id} />}
		</div>
	);
}

function ReleasePanel({ number: wanted }: { number: string }): VNode {
	const row = store.detail.value;
	const isNewest = store.releases.value?.[0]?.number === row?.number;
	const label = t("planner.releases.one", { number: wanted });
	if (row === null || String(row.number) !== wanted) return <Panel title={label} label={label}><p>{t("ui.waiting")}</p></Panel>;
	return (
		<Panel title={label} label={label}>
			<Facts rows={[[t("planner.releases.at"), when(row.at)], [t("planner.releases.by"), <Bdi text={row.by ?? ""} />], [t("planner.releases.note"), <Bdi text={row.note} />]]} />
			<ChangeLog changes={row.changes} />
			{!isNewest && <div class="acts"><Button icon="undo" tone="risk" testId="restore" onPress={() => { sheet.value = () => <RestoreSheet row={row} />; }}>{t("planner.restore", { number: number(row.number) })}</Button></div>}
		</Panel>
	);
}

function RestoreSheet({ row }: { row: Release }): VNode {
	return (
		<FormSheet title={t("planner.restore", { number: number(row.number) })} tone="risk" submit={t("planner.restore.submit")} lead={t("planner.restore.lead", { at: when(row.at) })}
			fields={[{ id: "note", label: t("planner.release.note"), kind: "area", value: "", hint: t("planner.release.note.hint") }]}
			onSubmit={(values) => store.restore(row, text(values, "note"))} />
	);
}
