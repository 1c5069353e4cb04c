// Rooms with what they have and where they are, co-chairs of the focus areas, working hours of the interpreters.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { catalogue } from "../../../common/net/catalogue.ts";
import { languageName, words } from "../../../common/text/format.ts";
import { OWN_NAMES } from "../../../common/text/dir.ts";
import { t } from "../../../common/text/t.ts";
import { Button } from "../../../common/ui/button.tsx";
import { cssVar, FocusChip } from "../../../common/ui/chip.tsx";
import { Dialog } from "../../../common/ui/dialog.tsx";
import { Icon } from "../../../common/ui/icon.tsx";
import { Bdi } from "../../../common/ui/name.tsx";
import { type Failure, ProblemPanel } from "../../../common/ui/problem.tsx";
import type { FocusArea } from "../../../common/wire/types.ts";
import * as plan from "../../agenda/store.ts";
import * as store from "../../agenda/rooms.ts";
import { EQUIPMENT, LANGUAGES, type Room, type Seat, type Settings } from "../../agenda/wire.ts";
import { findingWords, listed, things } from "../../agenda/words.ts";
import { type FormField, type FormValues, list, numberOrNull, text } from "../../forms.ts";
import type { Column } from "../../lists.ts";
import { close, sheet } from "../../stage.ts";
import { FormSheet } from "../form.tsx";
import { PersonPicker } from "../parts.tsx";
import { Table } from "../table.tsx";

/* ---- rooms ---- */

const columns = (): readonly Column<Room>[] => [
	{ id: "name", label: t("planner.room"), value: (row) => row.name, cell: (row) => <Bdi text={row.name} /> },
	{ id: "names", isMinor: true, label: t("planner.room.names"), value: (row) => words(row.names), cell: (row) => <Names row={row} /> },
	{ id: "level", label: t("planner.room.level"), value: (row) => row.level },
	{ id: "capacity", label: t("planner.room.capacity"), isNumber: true, value: (row) => row.capacity },
	{ id: "languages", label: t("planner.room.languages"), value: (row) => row.languages.join(" ").toUpperCase() },
	{ id: "equipment", isMinor: true, label: t("planner.field.equipment"), value: (row) => things(row.equipment) },
	{ id: "turn", label: t("planner.room.turn_round"), isNumber: true, value: (row) => row.turn_round_minutes },
	{ id: "acts", label: t("planner.room.plan"), isActs: true, value: () => "", cell: (row) => <Button testId="room-mark" isDisabled={!store.plan.value?.url} onPress={() => { sheet.value = () => <MarkSheet row={row} />; }}>{row.plan === null ? t("planner.room.mark") : t("planner.room.marked")}</Button> },
];

function Names({ row }: { row: Room }): VNode {
	const gaps = LANGUAGES.filter((lang) => !row.names[lang]);
	return <>{words(row.names)} {gaps.length > 0 && <span class="missing">{t("planner.gaps", { languages: gaps.join(" ").toUpperCase() })}</span>}</>;
}

export function RoomsView(): VNode {
	return (
		<div class="rooms">
			<Table id="rooms" caption={t("planner.rooms")} rows={plan.rooms.value} columns={columns()} keyOf={(row) => row.id} empty={plan.agenda.value === null ? t("ui.waiting") : t("planner.rooms.none")}
				onOpen={(row) => { sheet.value = () => <RoomSheet row={row} />; }}
				acts={<Button tone="main" icon="plus" testId="room-add" onPress={() => { sheet.value = () => <RoomSheet row={null} />; }}>{t("planner.room.add")}</Button>} />
			<div class="rooms-side">
				<VenuePlan />
				<Interpreters />
				<CoChairs />
			</div>
		</div>
	);
}

function RoomSheet({ row }: { row: Room | null }): VNode {
	const fields: readonly FormField[] = [
		{ id: "name", label: t("planner.room.name"), kind: "text", isHalf: true, value: row?.name ?? "", hint: t("planner.room.name.hint") },
		{ id: "level", label: t("planner.room.level"), kind: "text", isHalf: true, isOptional: true, value: row?.level ?? "" },
		{ id: "capacity", label: t("planner.room.capacity"), kind: "number", isHalf: true, isOptional: true, value: row === null || row.capacity === 0 ? "" : String(row.capacity) },
		{ id: "turn_round_minutes", label: t("planner.room.turn_round"), kind: "number", isHalf: true, value: String(row?.turn_round_minutes ?? 0), hint: t("planner.room.turn_round.hint") },
		{ id: "position", label: t("planner.room.position"), kind: "number", isHalf: true, isOptional: true, value: row === null ? "" : String(row.position), hint: t("planner.room.position.hint") },
		{ id: "languages", label: t("planner.room.languages"), kind: "checks", hint: t("planner.room.languages.hint"), value: row?.languages ?? [], options: LANGUAGES.map((value) => ({ value, label: languageName(value) })) },
		{ id: "equipment", label: t("planner.field.equipment"), kind: "checks", value: row?.equipment ?? [], options: EQUIPMENT.map((value) => ({ value, label: things([value]) })) },
		...LANGUAGES.map((lang): FormField => ({ id: `names.${lang}`, label: t("planner.room.name.in", { language: OWN_NAMES[lang] }), kind: "text", isHalf: true, isOptional: true, value: row?.names[lang] ?? "" })),
		...LANGUAGES.map((lang): FormField => ({ id: `way.${lang}`, label: t("planner.room.way.in", { language: OWN_NAMES[lang] }), kind: "area", isHalf: true, isOptional: true, value: row?.way[lang] ?? "" })),
	];
	const wordsOf = (values: FormValues, name: string): object => Object.fromEntries(LANGUAGES.map((lang) => [lang, text(values, `${name}.${lang}`)]));
	const said = (values: FormValues): object => ({
		...(numberOrNull(values, "position") === null ? {} : { position: numberOrNull(values, "position") }),
		name: text(values, "name"), level: text(values, "level"), capacity: numberOrNull(values, "capacity") ?? 0, turn_round_minutes: numberOrNull(values, "turn_round_minutes") ?? 0,
		languages: list(values, "languages"), equipment: list(values, "equipment"), names: wordsOf(values, "names"), way: wordsOf(values, "way"),
	});
	return <FormSheet title={row === null ? t("planner.room.add") : row.name} size="wide" fields={fields} submit={t("admin.save")} onSubmit={(values) => store.saveRoom(row, said(values))} />;
}

/* ---- where a room is on the plan of the venue: a press on the picture, or arrow keys ---- */

const NUDGE = 10;
/** Nearer than that to the plan's edge, in per mille, a name would be cut. */
const NEAR = 150;

const edgesOf = ({ x, y }: { x: number; y: number }): string =>
	[y < NEAR && "top", x < NEAR && "start", x > 1000 - NEAR && "end"].filter((edge) => edge !== false).join(" ");

function MarkSheet({ row }: { row: Room }): VNode {
	const [at, setAt] = useState(row.plan ?? { x: 500, y: 500 });
	const [failure, setFailure] = useState<Failure | null>(null);
	const picture = store.plan.value;
	const inside = (n: number): number => Math.max(0, Math.min(1000, Math.round(n)));
	const press = (event: MouseEvent): void => {
		const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
		setAt({ x: inside(((event.clientX - box.left) / box.width) * 1000), y: inside(((event.clientY - box.top) / box.height) * 1000) });
	};
	const nudge = (event: KeyboardEvent): void => {
		const [x, y] = { ArrowLeft: [-NUDGE, 0], ArrowRight: [NUDGE, 0], ArrowUp: [0, -NUDGE], ArrowDown: [0, NUDGE] }[event.key] ?? [0, 0];
		if (x === 0 && y === 0) return;
		event.preventDefault();
		setAt({ x: inside(at.x + x!), y: inside(at.y + y!) });
	};
	const save = async (): Promise<void> => {
		const why = await store.saveRoom(row, { plan: at });
		setFailure(why);
		if (why === null) close();
	};
	return (
		<Dialog title={t("planner.room.mark.title", { room: row.name })} onClose={close} size="wide">
			<p class="form-lead">{t("planner.room.mark.lead")}</p>
			<div class="mark" dir="ltr" role="application" aria-label={t("planner.room.mark.at", { x: at.x, y: at.y })} tabIndex={0} data-testid="mark" onClick={press} onKeyDown={nudge}>
				{picture?.url && <img src={picture.url} alt="" />}
				{plan.rooms.value.filter((other) => other.plan !== null && other.id !== row.id).map((other) => <span key={other.id} class="mark-other" ref={(element) => { cssVar("--x", `${other.plan!.x / 10}%`)(element); cssVar("--y", `${other.plan!.y / 10}%`)(element); }} title={other.name} />)}
				<span class="mark-pin" data-edge={edgesOf(at)} ref={(element) => { cssVar("--x", `${at.x / 10}%`)(element); cssVar("--y", `${at.y / 10}%`)(element); }}><Icon name="circle" /><b>{row.name}</b></span>
			</div>
			{failure !== null && <ProblemPanel failure={failure} />}
			<div class="dialog-acts"><Button onPress={close}>{t("admin.cancel")}</Button><Button tone="main" testId="submit" onPress={() => void save()}>{t("admin.save")}</Button></div>
		</Dialog>
	);
}

/** The picture that kiosks and phones show the way on. */
function VenuePlan(): VNode {
	const url = store.plan.value?.url ?? null;
	return (
		<section class="card" aria-labelledby="venue-plan">
			<h2 id="venue-plan">{t("planner.floor")}</h2>
			<p>{url === null ? t("planner.floor.none") : t("planner.floor.what")}</p>
			{url !== null && <img class="venue-plan" src={url} alt="" />}
			<label class="photo-take">
				<input type="file" class="sr-only" accept="image/svg+xml,image/png" data-testid="plan-file" onChange={(event) => {
					const file = event.currentTarget.files?.[0];
					event.currentTarget.value = "";
					if (file !== undefined) void store.sendPlan(file);
				}} />
				<span>{url === null ? t("planner.floor.add") : t("planner.floor.replace")}</span>
			</label>
		</section>
	);
}

/* ---- interpreters ---- */

function Interpreters(): VNode | null {
	const row = store.settings.value;
	if (row === null) return null;
	const { hours, teams, longest_minutes, rest_minutes } = row.interpreters;
	return (
		<section class="card" aria-labelledby="interpreters">
			<h2 id="interpreters">{t("planner.interpreters")}</h2>
			<p>{hours.length === 0 && teams === 0 ? t("planner.interpreters.none", { longest: longest_minutes, rest: rest_minutes }) : t("planner.interpreters.words", { hours: listed(hours.map(({ from, to }) => `${from}–${to}`)) || "–", teams, longest: longest_minutes, rest: rest_minutes })}</p>
			<Button testId="interpreters-edit" onPress={() => { sheet.value = () => <InterpretersSheet row={row} />; }}>{t("planner.edit")}</Button>
		</section>
	);
}

function InterpretersSheet({ row }: { row: Settings }): VNode {
	const { hours, teams, longest_minutes, rest_minutes } = row.interpreters;
	const fields: readonly FormField[] = [
		{ id: "hours", label: t("planner.interpreters.hours"), kind: "text", dir: "ltr", isOptional: true, value: hours.map(({ from, to }) => `${from}-${to}`).join(", "), hint: t("planner.interpreters.hours.hint") },
		{ id: "teams", label: t("planner.interpreters.teams"), kind: "number", value: String(teams) },
		{ id: "longest", label: t("planner.interpreters.longest"), kind: "number", isHalf: true, value: String(longest_minutes) },
		{ id: "rest", label: t("planner.interpreters.rest"), kind: "number", isHalf: true, value: String(rest_minutes) },
	];
	const hoursFrom = (said: string): Settings["interpreters"]["hours"] =>
		said.split(/[,;]/).map((part) => part.trim()).filter(Boolean).map((part) => { const [from = "", to = ""] = part.split(/[-–]/).map((side) => side.trim().padStart(5, "0")); return { from, to }; });
	return (
		<FormSheet title={t("planner.interpreters")} fields={fields} submit={t("admin.save")}
			onSubmit={(values) => store.saveSettings(row, { hours: hoursFrom(text(values, "hours")), teams: numberOrNull(values, "teams") ?? 0, longest_minutes: numberOrNull(values, "longest") ?? 0, rest_minutes: numberOrNull(values, "rest") ?? 0 })} />
	);
}

/* ---- co-chairs ---- */

const SEATS: readonly Seat[] = ["member", "private_sector", "civil_society_or_io"];

function CoChairs(): VNode {
	return (
		<section class="card" aria-labelledby="cochairs">
			<h2 id="cochairs">{t("planner.cochairs")}</h2>
			<p class="soft">{t("planner.cochairs.lead")}</p>
			{(catalogue.value?.focus_areas ?? []).map((area) => <Area key={area.key} area={area} />)}
		</section>
	);
}

function Area({ area }: { area: FocusArea }): VNode {
	const people = store.cochairs.value.find(({ focus_area }) => focus_area === area.key)?.people ?? [];
	const found = plan.findings.value.filter(({ kind, values }) => kind === "cochairs" && values?.["area"] === area.key);
	return (
		<div class="area" data-testid={`cochairs-${area.key}`}>
			<div class="area-head"><FocusChip area={area} /><Button testId="cochairs-edit" onPress={() => { sheet.value = () => <CoChairSheet area={area} start={people} />; }}>{t("planner.edit")}</Button></div>
			<ul role="list">{people.map((row) => <li key={row.id}><Bdi text={row.name} /> <span class="soft">· <Bdi text={row.entity} /> · {t(`planner.seat.${row.seat}`)}</span></li>)}</ul>
			{found.length > 0 && <ul role="list" class="session-found">{found.map((row, i) => <li key={i} data-severity={row.severity}><Icon name="warn" /><span>{findingWords(row)}</span></li>)}</ul>}
		</div>
	);
}

function CoChairSheet({ area, start }: { area: FocusArea; start: store.CoChairRow["people"] }): VNode {
	const [people, setPeople] = useState(start);
	const [failure, setFailure] = useState<Failure | null>(null);
	const save = async (): Promise<void> => {
		const why = await store.saveCochairs(area.key, people.map(({ id, seat }) => ({ id, seat })));
		setFailure(why);
		if (why === null) close();
	};
	return (
		<Dialog title={t("planner.cochairs.of", { area: words(area.short) })} onClose={close} size="wide">
			<div class="session-people">
				<PersonPicker id="c-person" label={t("planner.people.find")} without={people.map(({ id }) => id)}
					onPick={(person) => setPeople([...people, { id: person.id, name: person.name.display, entity: person.entity.name, country: person.entity.country, seat: "member" }])} />
				<ul role="list">
					{people.map((row, i) => (
						<li key={row.id}>
							<span class="session-person"><Bdi text={row.name} /><span class="soft"><Bdi text={row.entity} /></span></span>
							<select class="input" aria-label={t("planner.cochairs.seat", { name: row.name })} value={row.seat} onChange={(event) => setPeople(people.map((other, k) => (k === i ? { ...other, seat: event.currentTarget.value as Seat } : other)))}>
								{SEATS.map((seat) => <option key={seat} value={seat}>{t(`planner.seat.${seat}`)}</option>)}
							</select>
							<button type="button" class="dialog-close" aria-label={t("planner.people.remove", { name: row.name })} onClick={() => setPeople(people.filter((_, k) => k !== i))}><Icon name="cross" /></button>
						</li>
					))}
				</ul>
			</div>
			{failure !== null && <ProblemPanel failure={failure} />}
			<div class="dialog-acts"><Button onPress={close}>{t("admin.cancel")}</Button><Button tone="main" testId="submit" onPress={() => void save()}>{t("admin.save")}</Button></div>
		</Dialog>
	);
}
