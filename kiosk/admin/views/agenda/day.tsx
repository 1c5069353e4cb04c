// The day as it runs: each room's now and next; the open session's acts, with what each would do shown before; who has to be told.
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { bindKeys } from "../../../common/input/keys.ts";
import { createActions } from "../../../common/input/actions.ts";
import { time, words } from "../../../common/text/format.ts";
import { t } from "../../../common/text/t.ts";
import { Button } from "../../../common/ui/button.tsx";
import { StateChip, type Tone } from "../../../common/ui/chip.tsx";
import { Icon } from "../../../common/ui/icon.tsx";
import { Bdi } from "../../../common/ui/name.tsx";
import { ProblemPanel } from "../../../common/ui/problem.tsx";
import { second } from "../../../common/net/clock.ts";
import * as day from "../../agenda/day.ts";
import * as store from "../../agenda/store.ts";
import type { Affected, Session, Tell, Where } from "../../agenda/wire.ts";
import { nameOfRoom, roomName, titleOf } from "../../agenda/words.ts";
import { open, place } from "../../route.ts";
import { isBusy } from "../../stage.ts";

/** One key an act; it only opens the preview, Enter does it. */
const KEYS: Record<day.ActName, string> = { start: "s", end: "e", overrun: "+", delay: "d", swap: "w", move: "m", cancel: "c", reinstate: "r" };

const opened = (): Session | undefined => day.sessionOf(place.peek().id);

const actions = createActions(day.ACTS.map((name) => ({
	id: `day.${name}`, label: `planner.day.act.${name}` as const, keys: [KEYS[name]],
	when: () => { const row = opened(); return row !== undefined && day.actsFor(row).includes(name); },
	run: () => { const row = opened(); if (row !== undefined) day.think(row, name); },
})));

export function DayView(): VNode {
	const { id } = place.value;
	const row = day.sessionOf(id);
	useEffect(() => bindKeys(actions), []);
	useEffect(() => day.stop, [id]);
	return (
		<div class="running">
			<section class="running-rooms" aria-label={t("planner.part.day")} tabIndex={-1}>
				<table class="table running-table">
					<thead><tr><th scope="col"><span class="head-plain">{t("planner.room")}</span></th><th scope="col"><span class="head-plain">{t("planner.day.now")}</span></th><th scope="col"><span class="head-plain">{t("planner.day.next")}</span></th><th scope="col"><span class="head-plain">{t("planner.day.later")}</span></th></tr></thead>
					<tbody>{day.lines.value.map((line) => <Line key={line.room?.id ?? ""} line={line} openId={id} />)}</tbody>
				</table>
				{store.agenda.value !== null && day.lines.value.every(({ now, next }) => now === null && next === null) && <p class="list-empty">{t("planner.day.nothing")}</p>}
			</section>
			<aside class="running-side">
				{row === undefined ? <p class="card soft">{t("planner.day.choose")}</p> : <Acts key={row.id} row={row} />}
				<Told />
			</aside>
		</div>
	);
}

function Line({ line, openId }: { line: day.Line; openId: string }): VNode {
	return (
		<tr data-room={line.room?.name ?? ""}>
			<th scope="row"><Bdi text={roomName(line.room?.id)} /></th>
			<td>{line.now === null ? <span class="soft">–</span> : <Entry row={line.now} openId={openId} />}</td>
			<td>{line.next === null ? <span class="soft">–</span> : <Entry row={line.next} openId={openId} />}</td>
			<td class="running-later">{line.later.map((row) => <Entry key={row.id} row={row} openId={openId} isSmall />)}</td>
		</tr>
	);
}

function Entry({ row, openId, isSmall = false }: { row: Session; openId: string; isSmall?: boolean }): VNode {
	return (
		<button type="button" class="entry" data-testid={`entry-${row.code}`} data-state={row.state} aria-pressed={row.id === openId} data-is-small={isSmall} onClick={() => open(row.id === openId ? "" : row.id)}>
			<span class="entry-times"><Times row={row} /></span>
			<span class="entry-title"><Bdi text={words(row.title) || row.code} /></span>
			{!isSmall && <State row={row} />}
		</button>
	);
}

/** As expected; the official time struck out beside it where that is another. */
function Times({ row }: { row: Session }): VNode {
	const expected = `${time(row.expected_starts_at)}–${time(row.expected_ends_at)}`;
	const official = `${time(row.starts_at)}–${time(row.ends_at)}`;
	return <><b dir="ltr">{expected}</b>{expected !== official && <> <s dir="ltr" aria-label={t("planner.day.official", { times: official })}>{official}</s></>}</>;
}

function stateOf(row: Session, now: number): { tone: Tone; text: string } {
	if (row.state === "cancelled") return { tone: "refuse", text: t("planner.state.cancelled") };
	if (row.state === "ended") return { tone: "plain", text: t("planner.state.ended") };
	const late = Math.round((Date.parse(row.expected_starts_at) - Date.parse(row.starts_at)) / 60_000);
	if (row.state === "running") {
		const over = Math.floor((now - Date.parse(row.expected_ends_at)) / 60_000);
		return over > 0 ? { tone: "refuse", text: t("planner.day.over", { n: over }) } : { tone: "ok", text: t("planner.state.running") };
	}
	if (now > Date.parse(row.expected_starts_at)) return { tone: "warn", text: t("planner.day.due") };
	return late > 0 ? { tone: "warn", text: t("planner.day.late", { n: late }) } : late < 0 ? { tone: "info", text: t("planner.day.early", { n: -late }) } : { tone: "plain", text: t("planner.day.on_time") };
}

function State({ row }: { row: Session }): VNode {
	const minute = Math.floor(second.value / 60_000) * 60_000;
	const state = stateOf(row, minute);
	const isElsewhere = row.expected_room !== null && row.expected_room !== row.room;
	return <span class="chips"><StateChip tone={state.tone} text={state.text} />{isElsewhere && <StateChip tone="warn" text={t("planner.day.instead", { room: roomName(row.room) })} />}</span>;
}

/* ---- acts of one session ---- */

function Acts({ row }: { row: Session }): VNode {
	const thought = day.thought.value?.session === row.id ? day.thought.value : null;
	const more = (name: "overrun" | "delay", minutes: number): void => day.think(row, name, { minutes: String(day.soFar(row, name) + minutes) });
	return (
		<section class="card day-acts" data-testid="day-acts" aria-labelledby="day-title">
			<h2 id="day-title"><Bdi text={words(row.title) || row.code} /></h2>
			<p class="chips"><Times row={row} /> · <Bdi text={roomName(row.expected_room ?? row.room)} /> <State row={row} /></p>
			<div class="acts">
				{day.actsFor(row).map((name) => (name === "overrun" || name === "delay"
					? <span key={name} class="act-pair">
						<Button chord={KEYS[name]} testId={`act-${name}`} isPressed={thought?.name === name} onPress={() => more(name, 5)}>{t(`planner.day.act.${name}`)} +5</Button>
						<Button testId={`act-${name}-10`} onPress={() => more(name, 10)}>+10</Button>
					</span>
					: <Button key={name} chord={KEYS[name]} testId={`act-${name}`} isPressed={thought?.name === name} tone={name === "cancel" ? "risk" : name === "start" || name === "end" ? "main" : "plain"} onPress={() => day.think(row, name)}>{t(`planner.day.act.${name}`)}</Button>))}
				{day.actsFor(row).length === 0 && <p class="soft">{t("planner.day.over_now")}</p>}
			</div>
			{thought !== null && <Preview key={thought.name} row={row} thought={thought} />}
		</section>
	);
}

function Preview({ row, thought }: { row: Session; thought: day.Thought }): VNode {
	const ref = useRef<HTMLFormElement>(null);
	useEffect(() => ref.current?.querySelector<HTMLElement>("input, select, button[type=submit]")?.focus(), []);
	const { preview } = thought;
	return (
		<form class="preview" ref={ref} data-testid="act-preview" aria-busy={thought.isAsking} onSubmit={(event) => { event.preventDefault(); void day.perform(); }}
			onKeyDown={(event) => { if (event.key === "Escape") { event.stopPropagation(); day.stop(); } }}>
			<h3>{t(`planner.day.act.${thought.name}`)}</h3>
			<Said row={row} thought={thought} />
			{thought.failure !== null && <ProblemPanel failure={thought.failure} />}
			{preview !== null && (
				<>
					<h4>{t("planner.day.moves", { n: preview.affected.length })}</h4>
					<ul role="list" class="moves">{preview.affected.map((one) => <Move key={one.id} row={one} />)}</ul>
					<h4>{t("planner.day.tell", { n: preview.told.length })}</h4>
					<ul role="list" class="tells">{preview.told.map((one, i) => <li key={i}><TellWords row={one} /></li>)}</ul>
				</>
			)}
			<div class="session-acts">
				<Button type="submit" tone={thought.name === "cancel" ? "risk" : "main"} chord="Enter" testId="act-do" isBusy={isBusy.value} isDisabled={preview === null} onPress={() => undefined}>{t("planner.day.do")}</Button>
				<Button chord="Escape" onPress={day.stop}>{t("admin.cancel")}</Button>
			</div>
		</form>
	);
}

function Said({ row, thought }: { row: Session; thought: day.Thought }): VNode | null {
	const { name, said } = thought;
	const field = (id: string, label: string, control: VNode): VNode => <label key={id} class="said"><span class="field-label">{label}</span>{control}</label>;
	const input = (id: string, type: "text" | "time" | "number"): VNode => <input class="input" name={id} type={type as "text"} dir={type === "text" ? "auto" : "ltr"} autocomplete="off" value={said[id] ?? ""} onInput={(event) => day.say({ [id]: event.currentTarget.value })} />;
	if (name === "overrun" || name === "delay") return <div class="saids">{field("minutes", t(`planner.day.minutes.${name}`), input("minutes", "number"))}</div>;
	if (name === "cancel") return <div class="saids">{field("reason", t("planner.day.reason"), input("reason", "text"))}</div>;
	if (name === "swap") {
		const others = (store.agenda.value?.sessions ?? []).filter((other) => other.id !== row.id && other.state === "planned" && other.kind !== "foreign" && other.expected_starts_at.slice(0, 10) === row.expected_starts_at.slice(0, 10));
		return (
			<div class="saids">{field("with", t("planner.day.with"), (
				<select class="input" name="with" value={said["with"] ?? ""} onChange={(event) => day.say({ with: event.currentTarget.value })}>
					<option value="">{t("planner.day.with.choose")}</option>
					{others.map((other) => <option key={other.id} value={other.id}>{`${time(other.expected_starts_at)} · ${roomName(other.expected_room ?? other.room)} · ${words(other.title) || other.code}`}</option>)}
				</select>
			))}</div>
		);
	}
	if (name !== "move") return null;
	return (
		<div class="saids">
			{field("room", t("planner.field.room"), <select class="input" name="room" value={said["room"] ?? ""} onChange={(event) => day.say({ room: event.currentTarget.value })}>{store.rooms.value.map((room) => <option key={room.id} value={room.id}>{nameOfRoom(room)}</option>)}</select>)}
			{field("clock", t("planner.field.from"), input("clock", "time"))}
			{field("reason", t("planner.day.reason"), input("reason", "text"))}
		</div>
	);
}

const spanWords = ({ starts_at, ends_at }: Affected["was"]): string => (starts_at === null || ends_at === null ? "–" : `${time(starts_at)}–${time(ends_at)}`);

function Move({ row }: { row: Affected }): VNode {
	const isTime = row.was.starts_at !== row.is.starts_at || row.was.ends_at !== row.is.ends_at;
	const isRoom = row.was.room !== row.is.room;
	const because = row.because === null || row.because === "own" ? "" : t(`planner.day.because.${row.because}`, { title: titleOf(row.by) });
	return (
		<li>
			<b><Bdi text={titleOf(row.id)} /></b>
			<span>{isTime && <><s dir="ltr">{spanWords(row.was)}</s> <span dir="ltr">{spanWords(row.is)}</span></>}{isTime && isRoom && " · "}{isRoom && <><s><Bdi text={roomName(row.was.room)} /></s> <Bdi text={roomName(row.is.room)} /></>}</span>
			{because !== "" && <span class="soft">{because}</span>}
		</li>
	);
}

/* ---- who has to be told ---- */

function TellWords({ row }: { row: Tell }): VNode {
	const who = row.whom === "person" ? (row.person?.name ?? "") : t(`planner.told.whom.${row.whom}`);
	const isElsewhere = row.from.room !== row.to.room;
	const side = ({ starts_at, room }: Where): string => (starts_at === null ? "–" : isElsewhere ? `${time(starts_at)}, ${roomName(room)}` : time(starts_at));
	return <span class="tell"><b><Bdi text={who} /></b>{row.whom === "person" && row.role && <span class="soft"> {t(`planner.role.${row.role as "speaker"}`)}</span>} <span>{t(`planner.told.what.${row.what}`, { title: titleOf(row.session), from: side(row.from), to: side(row.to) })}</span></span>;
}

function Told(): VNode {
	const rows = day.openTells.value;
	return (
		<section class="card told" aria-labelledby="told-title" data-testid="told">
			<h2 id="told-title">{t("planner.told", { n: rows.length })}</h2>
			{rows.length === 0 && <p class="soft">{t("planner.told.nobody")}</p>}
			<ul role="list" class="tells">
				{rows.slice(0, 200).map((row) => <li key={row.id}><TellWords row={row} /><Button icon="tick" testId="told-tick" onPress={() => void day.tick(row)}>{t("planner.told.tick")}</Button></li>)}
				{day.told.value.map((row) => <li key={row.id} data-is-done="true"><TellWords row={row} /><span class="tick"><Icon name="tick" /><span class="sr-only">{t("planner.told.done")}</span></span></li>)}
			</ul>
		</section>
	);
}
