// Doors: points with rules and heads, the evacuation list, invitations, transferable cards, conflicts to be settled.
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { country } from "../../common/net/catalogue.ts";
import { entityLines } from "../../common/text/entity.ts";
import { number, shortDay, time, words } from "../../common/text/format.ts";
import { hasKey, t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { cssVar, StateChip } from "../../common/ui/chip.tsx";
import { Combobox } from "../../common/ui/combobox.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import type { Entity } from "../../common/wire/types.ts";
import * as store from "../doors.ts";
import { type FormField, type FormValues, flag, list, numberOrNull, text, textOrNull } from "../forms.ts";
import type { Column } from "../lists.ts";
import { categories } from "../people.ts";
import { addressOf, open, place } from "../route.ts";
import { close, sheet } from "../stage.ts";
import type { Card, Conflict, EntityCards, Inside, Invited, Point } from "../wire.ts";
import { FormSheet } from "./form.tsx";
import { Band, Choose, listed, moment, PersonPicker } from "./parts.tsx";
import { Table } from "./table.tsx";

const roomName = (id: string | null): string => (id === null ? "" : (store.rooms.value.find((room) => room.id === id)?.name ?? id));
const pointName = (id: string): string => (store.points.value ?? []).find((row) => row.id === id)?.name ?? id;

/* ---- points ---- */

function rulesOf({ rules }: Point): string {
	return [
		rules.categories.length === 0 ? t("admin.rule.all") : rules.categories.join(" "),
		rules.invitation ? t("admin.rule.invitation") : "",
		rules.transferable ? t("admin.rule.transferable") : "",
		t(`admin.rule.offline.${rules.unknown_offline}`),
	].filter(Boolean).join(" · ");
}

const pointColumns = (): readonly Column<Point>[] => [
	{ id: "name", label: t("admin.point.name"), value: (row) => row.name },
	{ id: "room", label: t("admin.point.room"), value: (row) => roomName(row.room) },
	{ id: "inside", label: t("admin.point.inside"), isNumber: true, value: (row) => row.inside, cell: (row) => <Heads row={row} /> },
	{ id: "rules", label: t("admin.point.rules"), value: rulesOf },
	{ id: "exits", isMinor: true, label: t("admin.point.exits"), value: (row) => (row.exits ? t("admin.yes") : t("admin.no")) },
	{ id: "state", label: t("admin.point.state"), value: (row) => t(`admin.point.state.${row.state}`), cell: (row) => <StateChip tone={row.state === "open" ? "ok" : "plain"} text={t(`admin.point.state.${row.state}`)} /> },
	{ id: "list", label: t("admin.part.inside"), isActs: true, value: () => "", cell: (row) => <a href={addressOf("doors", "inside", row.id)}>{t("admin.point.list")}</a> },
];

/** How full it is, as a figure and a bar. */
function Heads({ row }: { row: Point }): VNode {
	if (row.capacity === null) return <span class="num">{number(row.inside)}</span>;
	const share = Math.min(1, row.inside / row.capacity);
	return (
		<span class="heads" data-full={share >= 1} data-nearly={share >= 0.9}>
			<span class="num">{t("admin.point.of", { inside: number(row.inside), capacity: number(row.capacity) })}</span>
			<span class="heads-bar" ref={cssVar("--share", String(share))} aria-hidden="true" />
		</span>
	);
}

export function PointsView(): VNode {
	const total = store.presence.value?.total;
	return (
		<Table id="points" caption={t("admin.part.points")} rows={store.points.value ?? []} columns={pointColumns()} keyOf={(row) => row.id} empty={t("ui.waiting")}
			onOpen={(row) => { sheet.value = () => <PointSheet row={row} />; }}
			tools={total !== undefined && <p class="figure" data-testid="total-inside"><b class="num">{number(total)}</b> {t("admin.point.total")}</p>}
			acts={<Button tone="main" icon="plus" testId="point-add" onPress={() => { sheet.value = () => <PointSheet row={null} />; }}>{t("admin.point.add")}</Button>} />
	);
}

const OFFLINE = ["ask", "admit", "refuse"] as const;

function PointSheet({ row }: { row: Point | null }): VNode {
	const fields: readonly FormField[] = [
		...(row === null ? [{ id: "id", label: t("admin.point.id"), kind: "text" as const, dir: "ltr" as const, isHalf: true, value: "", hint: t("admin.point.id.hint") }] : []),
		{ id: "name", label: t("admin.point.name"), kind: "text", isHalf: true, value: row?.name ?? "" },
		{ id: "room", label: t("admin.point.room"), kind: "select", isHalf: true, isOptional: true, empty: t("admin.none"), value: row?.room ?? "", options: store.rooms.value.map(({ id, name }) => ({ value: id, label: name })) },
		{ id: "capacity", label: t("admin.point.capacity"), kind: "number", isHalf: true, isOptional: true, value: row?.capacity === null || row === null ? "" : String(row.capacity) },
		{ id: "rules.invitation_minutes", label: t("admin.point.minutes"), kind: "number", isHalf: true, value: String(row?.rules.invitation_minutes ?? 30) },
		{ id: "rules.categories", label: t("admin.point.categories"), kind: "checks", hint: t("admin.point.categories.hint"), value: row?.rules.categories ?? [], options: categories.value.map(({ code, words: name }) => ({ value: code, label: `${code} · ${words(name)}` })) },
		{ id: "rules.invitation", label: t("admin.point.invitation"), kind: "check", isHalf: true, value: row?.rules.invitation ?? false },
		{ id: "rules.transferable", label: t("admin.point.transferable"), kind: "check", isHalf: true, value: row?.rules.transferable ?? false },
		{ id: "exits", label: t("admin.point.exits.scanned"), kind: "check", isHalf: true, value: row?.exits ?? false },
		{ id: "open", label: t("admin.point.open"), kind: "check", isHalf: true, value: row === null || row.state === "open" },
		{ id: "rules.unknown_offline", label: t("admin.point.offline"), kind: "select", value: row?.rules.unknown_offline ?? "ask", hint: t("admin.point.offline.hint"), options: OFFLINE.map((value) => ({ value, label: t(`admin.rule.offline.${value}`) })) },
	];
	const said = (values: FormValues): object => ({
		...(row === null && { id: text(values, "id") }),
		name: text(values, "name"), exits: flag(values, "exits"), state: flag(values, "open") ? "open" : "closed",
		...(row === null && text(values, "room") === "" ? {} : { room: textOrNull(values, "room") }),
		...(row === null && text(values, "capacity") === "" ? {} : { capacity: numberOrNull(values, "capacity") }),
		rules: { categories: list(values, "rules.categories"), invitation: flag(values, "rules.invitation"), invitation_minutes: numberOrNull(values, "rules.invitation_minutes") ?? 0, transferable: flag(values, "rules.transferable"), unknown_offline: text(values, "rules.unknown_offline") },
	});
	return <FormSheet title={row === null ? t("admin.point.add") : row.name} size="wide" fields={fields} submit={t("admin.save")} onSubmit={(values) => store.savePoint(row, said(values))} />;
}

/* ---- who is inside ---- */

const insideColumns = (): readonly Column<Inside>[] => [
	{ id: "name", label: t("admin.people.name"), value: (row) => row.name ?? row.card ?? "", cell: (row) => (row.card === undefined ? <Bdi text={row.name ?? ""} /> : <span class="code">{row.card}</span>) },
	{ id: "category", label: t("admin.people.category"), value: (row) => row.category ?? t("admin.card"), cell: (row) => (row.category === undefined ? t("admin.card") : <Band code={row.category} />) },
	{ id: "entity", label: t("admin.people.entity"), value: (row) => row.entity.name, cell: (row) => <Bdi text={row.entity.name} /> },
	{ id: "since", label: t("admin.inside.since"), value: (row) => moment(row.since) },
];

export function InsideView(): VNode {
	const { id } = place.value;
	const wanted = id === "" ? (store.points.value?.[0]?.id ?? "") : id;
	useEffect(() => {
		if (id === "" && wanted !== "") open(wanted);
		else void store.loadPlace();
	}, [id, wanted]);
	const answer = store.inside.value?.point.id === id ? store.inside.value : null;
	const rows = answer === null ? [] : [...answer.people, ...answer.cards];
	return (
		<Table id="inside" caption={t("admin.part.inside")} rows={rows} columns={insideColumns()} keyOf={(row) => row.id ?? row.card ?? ""} empty={answer === null ? t("ui.waiting") : t("admin.inside.nobody")}
			tools={<Choose id="inside-point" label={t("admin.point")} all="–" value={id} onChange={open} options={(store.points.value ?? []).map((row) => ({ value: row.id, label: `${row.name} (${number(row.inside)})` }))} />}
			acts={<a class="button" href={`/api/evacuation.csv${id === "" ? "" : `?point=${encodeURIComponent(id)}`}`} download data-testid="evacuation"><Icon name="warn" /><span>{t("admin.inside.evacuation")}</span></a>} />
	);
}

/* ---- invitations ---- */

const nameOf = (row: Invited): string => (typeof row.name === "string" ? row.name : row.name.display);

export function InvitationsView(): VNode {
	const { id } = place.value;
	useEffect(() => {
		store.invited.value = null;
		void store.loadPlace();
	}, [id]);
	const rows = store.invited.value ?? [];
	const columns: readonly Column<Invited>[] = [
		{ id: "name", label: t("admin.people.name"), value: nameOf, cell: (row) => <Bdi text={nameOf(row)} /> },
		{ id: "category", label: t("admin.people.category"), value: (row) => row.category, cell: (row) => <Band code={row.category} /> },
		{ id: "entity", label: t("admin.people.entity"), value: (row) => row.entity.name, cell: (row) => <Bdi text={row.entity.name} /> },
		{ id: "acts", label: t("admin.printer.acts"), isActs: true, value: () => "", cell: (row) => <Button testId="uninvite" onPress={() => void store.invite(id, { remove: [row.id] }, nameOf(row))}>{t("admin.invite.remove")}</Button> },
	];
	const sessions = [...store.sessions.value].filter(({ state }) => state !== "cancelled").sort((a, b) => Date.parse(a.starts_at) - Date.parse(b.starts_at));
	return (
		<Table id="invitations" caption={t("admin.part.invitations")} rows={rows} columns={columns} keyOf={(row) => row.id} empty={id === "" ? t("admin.invite.choose") : t("admin.invite.none")}
			tools={(
				<>
					<Choose id="invite-session" label={t("admin.paper.session")} all={t("admin.none")} value={id} onChange={open}
						options={sessions.map((row) => ({ value: row.id, label: `${shortDay(row.starts_at)} ${time(row.starts_at)} · ${row.code} · ${words(row.title)}` }))} />
					{id !== "" && <div class="pick"><PersonPicker id="invite-find" label={t("admin.invite.add")} without={rows.map((row) => row.id)} onPick={(person) => void store.invite(id, { people: [person.id] }, person.name.display)} /></div>}
				</>
			)} />
	);
}

/* ---- cards ---- */

const cardColumns = (): readonly Column<Card>[] => [
	{ id: "serial", label: t("admin.card.serial"), value: (row) => row.serial, cell: (row) => <span class="code">{row.serial}</span> },
	{ id: "code", label: t("admin.card.code"), value: (row) => row.code, cell: (row) => <span class="code">{row.code}</span> },
	{ id: "entity", label: t("admin.people.entity"), value: (row) => row.entity.name, cell: (row) => <Bdi text={row.entity.name} /> },
	{ id: "points", label: t("admin.part.points"), value: (row) => (row.points.length === 0 ? t("admin.card.everywhere") : listed(row.points.map(pointName))) },
	{ id: "issued", isMinor: true, label: t("admin.card.issued"), value: (row) => moment(row.issued_at) },
	{ id: "state", label: t("admin.people.state"), value: (row) => t(row.state === "revoked" ? "admin.badge.revoked" : "admin.card.valid"), cell: (row) => <CardState row={row} /> },
];

function CardState({ row }: { row: Card }): VNode {
	if (row.state === "revoked") return <StateChip tone="plain" text={t("admin.badge.revoked")} />;
	return <Button testId="card-block" onPress={() => { sheet.value = () => <BlockSheet row={row} />; }}>{t("admin.card.block")}</Button>;
}


export function CardsView(): VNode {
	useEffect(() => void store.loadPlace(), []);
	const cards = store.cards.value;
	const quota = async (entity: Entity): Promise<void> => {
		const now = await store.quotaOf(entity);
		if (now !== null) sheet.value = () => <QuotaSheet now={now} />;
	};
	return (
		<Table id="cards" caption={t("admin.part.cards")} rows={cards ?? []} columns={cardColumns()} keyOf={(row) => row.serial} empty={cards === null ? t("ui.waiting") : t("admin.card.none")}
			acts={<><Button testId="quota" onPress={() => { sheet.value = () => <EntitySheet then={(entity) => void quota(entity)} />; }}>{t("admin.card.quota")}</Button>
				<Button tone="main" icon="plus" testId="card-add" onPress={() => { sheet.value = () => <EntitySheet then={(entity) => { sheet.value = () => <CardSheet entity={entity} />; }} />; }}>{t("admin.card.add")}</Button></>} />
	);
}

/** First whose, then what. */
function EntitySheet({ then }: { then: (entity: Entity) => void }): VNode {
	const [typed, setTyped] = useState("");
	return (
		<Dialog title={t("admin.card.whose")} onClose={close}>
			<Combobox id="card-entity" label={t("admin.people.entity")} value={typed}
				options={store.entities.value.map((row) => ({ id: row.id, content: <><Bdi text={entityLines(row, country(row.country)).main} /> <span class="soft"><Bdi text={entityLines(row, country(row.country)).sub} /></span></> }))}
				onInput={(next) => { setTyped(next); void store.findEntities(next); }}
				onPick={(picked) => {
					const row = store.entities.value.find(({ id }) => id === picked);
					if (row !== undefined) then(row);
				}} />
		</Dialog>
	);
}

function CardSheet({ entity }: { entity: Entity }): VNode {
	return (
		<FormSheet title={t("admin.card.add")} lead={entity.name} submit={t("admin.card.make")}
			fields={[
				{ id: "count", label: t("admin.card.count"), kind: "number", value: "1" },
				{ id: "points", label: t("admin.part.points"), kind: "checks", value: [], hint: t("admin.card.points.hint"), options: (store.points.value ?? []).map(({ id, name }) => ({ value: id, label: name })) },
			]}
			onSubmit={(values) => store.makeCards({ entity: entity.id, count: numberOrNull(values, "count"), ...(list(values, "points").length > 0 && { points: list(values, "points") }) })} />
	);
}

function QuotaSheet({ now }: { now: EntityCards }): VNode {
	return (
		<FormSheet title={t("admin.card.quota")} lead={now.entity.name} submit={t("admin.save")}
			fields={[{ id: "card_quota", label: t("admin.card.quota.label"), kind: "number", value: now.card_quota === null ? "" : String(now.card_quota), isOptional: true, hint: t("admin.card.quota.hint") }]}
			onSubmit={(values) => store.setQuota(now, numberOrNull(values, "card_quota"))} />
	);
}

function BlockSheet({ row }: { row: Card }): VNode {
	return <FormSheet title={t("admin.card.block")} lead={`${row.serial} · ${row.entity.name}`} submit={t("admin.card.block")} tone="risk" fields={[{ id: "reason", label: t("admin.form.reason"), kind: "text", value: "" }]} onSubmit={(values) => store.blockCard(row, text(values, "reason"))} />;
}

/* ---- conflicts ---- */

const kindWords = (kind: string): string => (hasKey(`admin.conflict.${kind}`) ? t(`admin.conflict.${kind as "double_entry"}`) : kind);

const conflictColumns = (): readonly Column<Conflict>[] => [
	{ id: "kind", label: t("admin.conflict.what"), value: (row) => kindWords(row.kind) },
	{ id: "person", label: t("admin.people.name"), value: (row) => row.person?.name ?? row.code ?? "", cell: (row) => (row.person === null ? <span class="code">{row.code}</span> : <a href={addressOf("people", "list", row.person.id)}><Bdi text={row.person.name} /></a>) },
	{ id: "where", label: t("admin.conflict.where"), value: (row) => (row.point ? pointName(row.point) : (row.desk ?? "")) },
	{ id: "at", label: t("admin.conflict.at"), value: (row) => moment(row.at) },
	{ id: "received", isMinor: true, label: t("admin.conflict.received"), value: (row) => moment(row.received_at) },
	{ id: "words", label: t("admin.conflict.words"), value: (row) => row.words ?? "", cell: (row) => <bdi dir="auto" lang="en">{row.words}</bdi> },
	{ id: "state", label: t("admin.conflict.state"), value: (row) => t(`admin.conflict.state.${row.state}`), cell: (row) => <ConflictState row={row} /> },
];

function ConflictState({ row }: { row: Conflict }): VNode {
	if (row.state === "resolved") return <StateChip tone="ok" text={t("admin.conflict.state.resolved")} />;
	const ask = (take: "keep" | "undo"): void => { sheet.value = () => <ResolveSheet row={row} take={take} />; };
	return <span class="row-acts"><Button testId="keep" onPress={() => ask("keep")}>{t("admin.conflict.keep")}</Button><Button testId="undo" onPress={() => ask("undo")}>{t("admin.conflict.undo")}</Button></span>;
}

function ResolveSheet({ row, take }: { row: Conflict; take: "keep" | "undo" }): VNode {
	return <FormSheet title={t(`admin.conflict.${take}`)} lead={`${kindWords(row.kind)} · ${row.person?.name ?? row.code ?? ""}`} submit={t(`admin.conflict.${take}`)} fields={[{ id: "words", label: t("admin.form.words"), kind: "area", value: "" }]} onSubmit={(values) => store.resolve(row, take, text(values, "words"))} />;
}

export function ConflictsView(): VNode {
	const open = store.conflicts.value.filter(({ state }) => state === "open");
	const done = store.conflicts.value.filter(({ state }) => state !== "open");
	return <Table id="conflicts" caption={t("admin.part.conflicts")} rows={[...open, ...done]} columns={conflictColumns()} keyOf={(row) => row.id} empty={t("admin.conflict.none")} />;
}
