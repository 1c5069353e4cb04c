// Rooms beside each other, time running down. Only what changed is drawn again: a column when its sessions do, a block when its own
// row does; what is held is a sheet of its own over them.
import { useComputed } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { now, second } from "../../../common/net/clock.ts";
import { words, wordsLang } from "../../../common/text/format.ts";
import { dirOf } from "../../../common/text/dir.ts";
import { t } from "../../../common/text/t.ts";
import { focusArea } from "../../../common/net/catalogue.ts";
import { Icon, type IconName } from "../../../common/ui/icon.tsx";
import { beginAt, NEW } from "../../agenda/form.ts";
import * as hand from "../../agenda/hand.ts";
import { clockOf, type Column, lanesOf, lengthOf, localOf, type Slot } from "../../agenda/plan.ts";
import * as store from "../../agenda/store.ts";
import { findingWords, nameOfRoom, roomName, things, timesOf } from "../../agenda/words.ts";
import { type Finding, LANGUAGES, type Room } from "../../agenda/wire.ts";
import { open, place } from "../../route.ts";

const HOUR = 60;

type Vars = Record<string, string | number>;

/** Sets CSS variables; the policy forbids style attributes. */
function vars(values: Vars): (element: HTMLElement | null) => void {
	return (element) => { for (const [name, value] of Object.entries(values)) element?.style.setProperty(name, String(value)); };
}

export function Grid(): VNode {
	const scroller = useRef<HTMLDivElement>(null);
	const sheet = useRef<HTMLDivElement>(null);
	const { from, to } = store.span.value;
	const columns = store.columns.value;
	useJump(scroller);
	useStart(scroller);
	return (
		<div class="grid" ref={scroller} data-testid="grid" data-scrolls="sideways" data-is-narrow={store.isNarrow.value} role="region" aria-label={t("planner.grid")} tabIndex={-1}
			onFocusIn={(event) => { const id = (event.target as HTMLElement).dataset["slot"]; if (id !== undefined) store.at.value = id; }}
			onFocusOut={(event) => { if (!(event.relatedTarget as HTMLElement | null)?.dataset?.["slot"] && store.trial.peek()?.by === "keys") hand.putDown(); }}>
			<div class="grid-in" ref={vars({ "--columns": columns.length, "--minutes": to - from, "--from": from })}>
				<div class="grid-head"><span class="grid-corner" />{columns.map(({ room }) => <RoomHead key={room?.id ?? ""} room={room} />)}</div>
				<Hours from={from} to={to} />
				<div class="grid-sheet" ref={sheet} data-testid="sheet" onPointerDown={(event) => { if (sheet.current && scroller.current) hand.take(event, sheet.current, scroller.current); }}
					onTouchMove={hand.keepStill} onContextMenu={hand.keepStill}
					onDblClick={(event) => { if (sheet.current && store.mayEdit.peek() && (event.target as Element).closest("[data-slot]") === null) { beginAt(hand.spotUnder(event, sheet.current)); open(NEW); } }}>
					<Bands from={from} />
					{columns.map((column) => <RoomColumn key={column.room?.id ?? ""} column={column} from={from} />)}
					<Held from={from} />
					<NowLine from={from} to={to} />
				</div>
			</div>
		</div>
	);
}

/** Brings the session that was asked for into sight, with the focus on it; and keeps the focus on one that changed its column. */
function useJump(scroller: { current: HTMLDivElement | null }): void {
	const wanted = store.jump.value;
	const columns = store.columns.value;
	useEffect(() => {
		const block = wanted === "" ? null : scroller.current?.querySelector<HTMLElement>(`[data-slot="${wanted}"]`);
		if (block == null) return;
		block.scrollIntoView({ block: "center", inline: "center" });
		if (document.activeElement?.closest(".panel") === null || document.activeElement?.closest(".panel") === undefined) block.focus({ preventScroll: true });
		store.jump.value = "";
	}, [wanted, columns]);
	useLayoutEffect(() => {
		if (document.activeElement !== document.body || store.at.peek() === "" || document.querySelector("dialog[open]") !== null) return;
		scroller.current?.querySelector<HTMLElement>(`[data-slot="${store.at.peek()}"]`)?.focus({ preventScroll: true });
	}, [columns]);
}

/** A day opens where it is now, else a little before it begins. */
function useStart(scroller: { current: HTMLDivElement | null }): void {
	const day = store.day.value;
	useEffect(() => {
		const [grid, at] = [scroller.current, store.at.peek()];
		if (grid === null || store.ofDay.peek().some(({ id }) => id === at)) return;
		const { from, to } = store.span.peek();
		const today = localOf(now(), store.offset.peek());
		const first = store.ofDay.peek()[0]?.minute ?? from;
		const minute = (today.day === day ? today.minute - 2 * HOUR : first) - HOUR / 2;
		grid.scrollTop = ((minute - from) / (to - from)) * (grid.querySelector(".grid-sheet")?.clientHeight ?? 0);
	}, [day]);
}

function RoomHead({ room }: { room: Room | null }): VNode {
	if (room === null) return <div class="grid-room" data-is-none="true"><b>{t("planner.room.none")}</b></div>;
	const about = [room.capacity === 0 ? "" : t("planner.seats", { n: room.capacity }), room.languages.length > 0 ? room.languages.join(" ").toUpperCase() : ""].filter(Boolean).join(" · ");
	return (
		<div class="grid-room" title={[nameOfRoom(room), about, things(room.equipment)].filter(Boolean).join("\n")}>
			<b><bdi>{nameOfRoom(room)}</bdi></b>
			<span>{about}</span>
		</div>
	);
}

function Hours({ from, to }: { from: number; to: number }): VNode {
	const hours = Array.from({ length: (to - from) / HOUR }, (_, i) => from + i * HOUR);
	return <div class="grid-hours" aria-hidden="true">{hours.map((minute) => <span key={minute} ref={vars({ "--at": minute - from })}>{clockOf(minute)}</span>)}</div>;
}

/** Breaks that are everybody's lie behind all rooms. */
function Bands({ from }: { from: number }): VNode {
	const breaks = store.ofDay.value.filter(({ row, room, change }) => row.kind === "break" && room === null && row.state !== "cancelled" && change !== "removed");
	return <>{breaks.map((slot) => <div key={slot.id} class="grid-band" aria-hidden="true" ref={vars({ "--at": slot.minute - from, "--long": lengthOf(slot) })} />)}</>;
}

function RoomColumn({ column, from }: { column: Column; from: number }): VNode {
	const lanes = lanesOf(column.slots);
	const worst = store.worstOf.value;
	return (
		<ul class="grid-column" role="list" aria-label={column.room === null ? t("planner.room.none") : nameOfRoom(column.room)} data-room={column.room?.id ?? ""}>
			{column.slots.map((slot, i) => <Block key={slot.id} slot={slot} lane={lanes[i]!.lane} lanes={lanes[i]!.lanes} from={from} worst={worst.get(slot.id)} />)}
		</ul>
	);
}

interface BlockProps { slot: Slot; lane: number; lanes: number; from: number; worst: Finding["severity"] | undefined }

const MARKS: Record<string, IconName> = { added: "plus", edited: "pen", removed: "cross" };

/** A session. Reads signals, so it is drawn again only when these or its properties change. */
function Block({ slot, lane, lanes, from, worst }: BlockProps): VNode {
	const { id, row, change } = slot;
	const isHeld = useComputed(() => store.trial.value?.slot.id === id);
	const isInTheWay = useComputed(() => store.inTheWay.value.has(id));
	const isOpen = useComputed(() => (place.value.id === id ? "true" : "false"));
	const isMoving = useComputed(() => store.moving.value.has(id));
	const tab = useComputed(() => (store.at.value === id || (store.at.value === "" && store.ofDay.value[0]?.id === id) ? 0 : -1));
	const long = lengthOf(slot);
	const lang = wordsLang(row.title);
	const gaps = row.kind === "foreign" ? [] : LANGUAGES.filter((one) => !row.title[one]);
	return (
		<li class="cell" ref={vars({ "--at": slot.minute - from, "--long": long, "--lane": lane, "--lanes": lanes })}>
			<button type="button" class="block" data-slot={id} data-testid={`slot-${row.code}`} data-kind={row.kind} data-change={change ?? ""} data-worst={worst ?? ""}
				data-state={row.state} data-size={long < 25 ? "small" : long < 50 ? "middle" : "large"} tabIndex={tab} aria-expanded={isOpen}
				data-is-held={isHeld} data-is-in-the-way={isInTheWay} data-is-moving={isMoving}
				onClick={() => { if (!hand.endedDrag()) open(place.peek().id === id ? "" : id); }}>
				<span class="block-areas" aria-hidden="true">{row.focus_areas.map((key) => <i key={key} data-area={key} />)}</span>
				<span class="block-time" dir="ltr">{timesOf(slot)}</span>
				<span class="block-title" lang={lang} dir={lang === undefined ? "auto" : dirOf(lang)}>{words(row.title) || row.code}</span>
				<span class="sr-only">{aboutOf(slot, worst)}</span>
				<span class="block-signs" aria-hidden="true">
					{change !== null && <i class="sign" data-sign={change}><Icon name={MARKS[change]!} /></i>}
					{worst !== undefined && <i class="sign" data-sign={worst}><Icon name={worst === "error" ? "cross" : "warn"} /></i>}
					{row.by_invitation && <i class="sign"><Icon name="door" /></i>}
					{gaps.length > 0 && <i class="sign-gap" title={t("planner.gaps", { languages: gaps.join(" ") })}>{gaps.length > 1 ? `${LANGUAGES.length - gaps.length}/${LANGUAGES.length}` : gaps[0]}</i>}
				</span>
			</button>
			{hand.isMovable(slot) && <><span class="block-grip" data-grip="start" data-slot={id} aria-hidden="true" /><span class="block-grip" data-grip="end" data-slot={id} aria-hidden="true" /></>}
		</li>
	);
}

/** What is seen by where it stands, and in its signs and colours. */
function aboutOf(slot: Slot, worst: Finding["severity"] | undefined): string {
	const { row, change } = slot;
	return [
		t(`planner.kind.${row.kind}`), roomName(slot.room), row.state === "cancelled" ? t("planner.state.cancelled") : "",
		change === null ? "" : t(`planner.draft.${change}`), worst === undefined ? "" : t(`planner.severity.${worst}`),
		row.focus_areas.map((key) => words(focusArea(key)?.short)).join(", "),
	].filter(Boolean).join(". ");
}

/** What somebody holds, where it would stand, and what it would clash with there. */
function Held({ from }: { from: number }): VNode | null {
	const held = store.trial.value;
	if (held === null) return null;
	const { slot, place: to } = held;
	const { minute } = localOf(to.startsAt, store.offset.value);
	const clashes = store.trialClashes.value;
	const column = Math.max(0, store.columns.value.findIndex(({ room }) => (room?.id ?? null) === to.room));
	const late = localOf(to.startsAt, store.offset.value).day > slot.day ? 24 * HOUR : 0;
	return (
		<div class="held" data-testid="held" data-tone={clashes.length === 0 ? "ok" : clashes.some(({ severity }) => severity === "error") ? "refuse" : "warn"}
			ref={vars({ "--at": minute + late - from, "--long": lengthOf(to), "--column": column })}>
			<b dir="ltr">{timesOf(to)}</b>
			<span>{words(slot.row.title) || slot.row.code}</span>
			<ul role="list">{clashes.length === 0 ? <li><Icon name="tick" />{t("planner.clash.none")}</li> : clashes.slice(0, 4).map((row, i) => <li key={i}><Icon name={row.severity === "error" ? "cross" : "warn"} />{findingWords(row)}</li>)}</ul>
		</div>
	);
}

function NowLine({ from, to }: { from: number; to: number }): VNode | null {
	const { day, minute } = localOf(second.value, store.offset.value);
	if (day !== store.day.value || minute < from || minute >= to) return null;
	return <div class="grid-now" aria-hidden="true" ref={vars({ "--at": minute - from })} />;
}
