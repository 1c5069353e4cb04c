// The room as it is laid: the picture that is printed, with a button over each seat. Press somebody, then a seat; or drag.
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { country } from "../../../common/net/catalogue.ts";
import { countryName } from "../../../common/text/format.ts";
import { lang, t } from "../../../common/text/t.ts";
import { Button } from "../../../common/ui/button.tsx";
import { Icon } from "../../../common/ui/icon.tsx";
import * as store from "../../groups/store.ts";
import { drop, empty, idOf, isTaken, lay, nameOf, pick, picked, press, put } from "../../groups/seating.ts";
import { ORDERS, type Seat, type Seating, SHAPES, type Who } from "../../groups/wire.ts";
import { type FormField, type FormValues, numberOrNull, text } from "../../forms.ts";
import { place } from "../../route.ts";
import { sheet } from "../../stage.ts";
import { FormSheet } from "../form.tsx";
import { PersonPicker } from "../parts.tsx";
import { NameLines, SessionChoice } from "./parts.tsx";

export function SeatingView(): VNode {
	const { id } = place.value;
	useEffect(() => {
		store.seating.value = null;
		drop();
		void store.loadPlace();
	}, [id]);
	const all = store.seating.value?.session === id ? store.seating.value : null;
	return (
		<section class="list gather" aria-label={t("groups.part.seating")} data-testid="seating" onKeyDown={(event) => { if (event.key === "Escape") drop(); }}>
			<div class="list-tools">
				<SessionChoice part="seating" />
				{all !== null && <Tools all={all} />}
			</div>
			{id === "" && <p class="list-empty">{t("groups.choose.what")}</p>}
			{id !== "" && all === null && <p class="list-empty" role="status">{t("ui.waiting")}</p>}
			{all !== null && <Laid all={all} />}
		</section>
	);
}

function Tools({ all }: { all: Seating }): VNode {
	const session = encodeURIComponent(all.session);
	return (
		<div class="list-acts">
			{all.version > 0 && (
				<>
					<a class="button" href={`/api/sessions/${session}/seating.pdf?lang=${lang.value}`} download data-testid="seating-pdf"><Icon name="print" /><span>{t("groups.seating.pdf")}</span></a>
					<a class="button" href={`/api/sessions/${session}/seating.svg?lang=${lang.value}`} download="seating.svg" data-testid="seating-svg"><Icon name="sheet" /><span>{t("groups.seating.svg")}</span></a>
					<a class="button" href={`/api/nameplates.pdf?session=${session}`} download data-testid="seating-plates"><Icon name="person" /><span>{t("groups.seating.plates")}</span></a>
				</>
			)}
			<Button tone="main" icon="plus" testId="lay" onPress={() => { sheet.value = () => <LaySheet all={all} />; }}>{t(all.version > 0 ? "groups.lay.again" : "groups.lay")}</Button>
		</div>
	);
}

function LaySheet({ all }: { all: Seating }): VNode {
	const seats = all.version > 0 ? all.seats.length : Math.max(all.unseated.length, 1);
	const fields: readonly FormField[] = [
		{ id: "shape", label: t("groups.shape"), kind: "select", value: all.shape ?? SHAPES[0], options: SHAPES.map((value) => ({ value, label: t(`groups.shape.${value}`) })) },
		{ id: "seats", label: t("groups.seats"), kind: "number", isHalf: true, value: String(seats) },
		{ id: "tables", label: t("groups.tables"), kind: "number", isHalf: true, isOptional: true, value: "", hint: t("groups.tables.hint") },
		{ id: "order", label: t("groups.order"), kind: "select", value: all.order ?? ORDERS[0], options: ORDERS.map((value) => ({ value, label: t(`groups.order.${value}`) })) },
		{ id: "whom", label: t("groups.whom"), kind: "select", value: all.whom, options: (["people", "delegations"] as const).map((value) => ({ value, label: t(`groups.whom.${value}`) })) },
	];
	const said = (values: FormValues): object => {
		const tables = numberOrNull(values, "tables");
		return { shape: text(values, "shape"), seats: numberOrNull(values, "seats") ?? 0, order: text(values, "order"), whom: text(values, "whom"), ...(tables !== null && { tables }) };
	};
	return <FormSheet title={t("groups.lay")} submit={t("groups.lay")} fields={fields} onSubmit={(values) => lay(all.session, said(values))} lead={t(all.version > 0 ? "groups.lay.lead.again" : "groups.lay.lead", { n: all.unseated.length })} />;
}

function Laid({ all }: { all: Seating }): VNode {
	if (all.version === 0) return <div class="list-empty"><p>{t("groups.lay.none")}</p><p class="soft">{t("groups.none.people", { n: all.unseated.length })}</p></div>;
	return (
		<div class="laid">
			<div class="list-scroll plan-scroll" tabIndex={0} role="region" aria-label={t("groups.part.seating")}><Picture all={all} /></div>
			<Beside all={all} />
		</div>
	);
}

/** Where something lies over the picture, in parts of it. */
function lies({ x, y, width, height }: Seat, size: Seating["size"]): (element: HTMLElement | null) => void {
	const parts = { x: x / size.width, y: y / size.height, width: width / size.width, height: height / size.height };
	return (element) => {
		for (const [name, part] of Object.entries(parts)) element?.style.setProperty(`--${name}`, `${part * 100}%`);
	};
}

/** The picture keeps its own direction: the room is not mirrored with the page. */
function Picture({ all }: { all: Seating }): VNode {
	return (
		<div class="plan" dir="ltr" data-testid="plan">
			<img src={`/api/sessions/${encodeURIComponent(all.session)}/seating.svg?lang=${lang.value}&version=${all.version}`} alt="" width={all.size.width * 4} height={all.size.height * 4} />
			{all.seats.map((seat) => <SeatButton key={seat.number} seat={seat} size={all.size} />)}
		</div>
	);
}

const DRAGGED = "text/x-p2c-seat";

function SeatButton({ seat, size }: { seat: Seat; size: Seating["size"] }): VNode {
	const taken = isTaken(seat);
	return (
		<button type="button" class="seat" ref={lies(seat, size)} data-testid={`seat-${seat.number}`} aria-pressed={picked.value?.from === seat.number} draggable={taken}
			aria-label={taken ? t("groups.seat.of", { seat: seat.label, name: nameOf(seat) }) : t("groups.seat.empty", { seat: seat.label })}
			onClick={() => void press(seat)}
			onDragStart={(event) => { event.dataTransfer?.setData(DRAGGED, idOf(seat)); pick(seat, seat.number); }}
			onDragOver={(event) => event.preventDefault()}
			onDrop={(event) => { event.preventDefault(); if (picked.peek() !== null) void press(seat); }} />
	);
}

function Beside({ all }: { all: Seating }): VNode {
	const hand = picked.value;
	const free = all.seats.find((seat) => !isTaken(seat));
	return (
		<aside class="unseated" aria-label={t("groups.unseated")}>
			{hand === null
				? <p class="soft">{t("groups.seat.how")}</p>
				: (
					<div class="in-hand" role="status">
						<p>{t("groups.seat.picked", { name: nameOf(hand.who) })}</p>
						<span class="row-acts">
							{hand.from !== null && <Button testId="stand" onPress={() => void empty(hand.from ?? 0, nameOf(hand.who))}>{t("groups.seat.stand")}</Button>}
							<Button testId="drop" chord="Esc" onPress={drop}>{t("admin.cancel")}</Button>
						</span>
					</div>
				)}
			<PersonPicker id="seat-find" label={t("groups.seat.find")} without={[]} onPick={(person) => pick({ person: { id: person.id, name: person.name.display, latin: person.name.latin ?? "" }, entity: null }, null)} />
			<h2>{t("groups.unseated")} <span class="soft">{all.unseated.length}</span></h2>
			{all.unseated.length === 0 && <p class="soft">{t("groups.unseated.none")}</p>}
			<ul role="list" class="column-people">{all.unseated.map((who) => <li key={idOf(who)}><Unseated who={who} free={free} /></li>)}</ul>
		</aside>
	);
}

function Unseated({ who, free }: { who: Who; free: Seat | undefined }): VNode {
	const of = country(who.entity?.country ?? "");
	const isInHand = picked.value !== null && idOf(picked.value.who) === idOf(who);
	return (
		<button type="button" class="member" draggable aria-pressed={isInHand} data-testid="unseated"
			onClick={() => (isInHand ? drop() : pick(who, null))} onDblClick={() => { if (free !== undefined) void put(who, free); }}
			onDragStart={(event) => { event.dataTransfer?.setData(DRAGGED, idOf(who)); pick(who, null); }}>
			<NameLines name={nameOf(who)} latin={who.person?.latin ?? ""} sub={of === undefined ? (who.person === null ? "" : who.entity?.name ?? "") : countryName(of)} />
		</button>
	);
}
