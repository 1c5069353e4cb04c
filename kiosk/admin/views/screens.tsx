// Screens: a card each with what really stands on it, in its own words, and how old that is; pointed elsewhere or loaded anew from here.
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { second } from "../../common/net/clock.ts";
import { duration, timeWithSeconds, words } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { cssVar, StateChip, type Tone } from "../../common/ui/chip.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { type FormField, text } from "../forms.ts";
import * as store from "../screens.ts";
import { close, sheet } from "../stage.ts";
import { FormSheet } from "./form.tsx";

const TONES: Record<store.ScreenState, Tone> = { fresh: "ok", late: "warn", silent: "refuse", never: "plain" };
const ORDER: readonly store.ScreenState[] = ["silent", "late", "never", "fresh"];
/** Pages that need no room. */
const PAGES = ["/wall", "/hall", "/kiosk", "/lectern", "/signing"] as const;
const WIDE: readonly [number, number] = [1920, 1080];

export function ScreensView(): VNode {
	const rows = store.screens.value;
	if (rows === null) return <p class="screens-none">{t("ui.waiting")}</p>;
	if (rows.length === 0) return <p class="screens-none">{t("screens.none")}</p>;
	const sorted = [...rows].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
	return (
		<div class="screens" data-testid="screens">
			<ul role="list" class="screens-list">{sorted.map((row) => <Card key={row.id} row={row} />)}</ul>
		</div>
	);
}

function Card({ row }: { row: store.ScreenRow }): VNode {
	const shown = row.report?.page.split("?")[0] ?? null;
	const wanted = row.target?.split("?")[0] ?? null;
	return (
		<li class="screen-card" data-state={row.state} data-testid="screen" data-id={row.id}>
			<div class="screen-head">
				<h2><Bdi text={row.name} /></h2>
				<StateChip tone={TONES[row.state]} text={t(`screens.state.${row.state}`)} />
			</div>
			<Picture row={row} />
			<dl class="screen-facts">
				<Fact label={t("screens.shows")} text={shown === null ? "–" : pageWords(shown)} isOff={shown !== null && wanted !== null && shown !== wanted} />
				{wanted !== null && wanted !== shown && <Fact label={t("screens.should")} text={pageWords(wanted)} />}
				<Fact label={t("screens.age")} text={row.report?.data_at == null ? "–" : duration(second.value - Date.parse(row.report.data_at))} isOff={row.report !== null && row.report.freshness !== "live"} />
				<Fact label={t("screens.heard")} text={row.report === null ? "–" : timeWithSeconds(row.report.at)} />
				<Fact label={t("screens.build")} text={row.report === null ? "–" : row.report.build} />
			</dl>
			<div class="screen-acts">
				<Button testId="screen-point" onPress={() => { sheet.value = () => <PointSheet row={row} />; }}>{t("screens.point")}</Button>
				<Button testId="screen-reload" icon="refresh" onPress={() => void store.reloadScreen(row)}>{t("screens.reload")}</Button>
				{row.report !== null && canLook(row.report.page) && <Button testId="screen-look" icon="screen" onPress={() => { sheet.value = () => <Look row={row} />; }}>{t("screens.look")}</Button>}
			</div>
		</li>
	);
}

function Fact({ label, text: value, isOff = false }: { label: string; text: string; isOff?: boolean }): VNode {
	return <div data-off={isOff}><dt>{label}</dt><dd><bdi>{value}</bdi></dd></div>;
}

/** In the screen's own shape: the lines it says stand on it. No picture is sent; a card tells what can be read. */
function Picture({ row }: { row: store.ScreenRow }): VNode {
	const [width, height] = row.report?.size.length === 2 ? row.report.size : WIDE;
	return (
		<div class="screen-picture" data-fresh={row.report?.freshness ?? "stale"} data-scene={row.report?.scene} ref={cssVar("--shape", `${width} / ${height}`)}>
			{row.report === null ? <p>{t("screens.state.never")}</p> : row.report.lines.map((line, at) => <p key={at} dir="auto">{line}</p>)}
		</div>
	);
}

function pageWords(page: string): string {
	const room = /^\/sign\/(.+)$/.exec(page)?.[1];
	if (room === undefined) return page;
	const row = store.venue.value.find(({ id }) => id === decodeURIComponent(room));
	return t("screens.sign", { room: row === undefined ? room : words(row.names) || row.name });
}

function PointSheet({ row }: { row: store.ScreenRow }): VNode {
	const now = row.target ?? row.report?.page ?? "";
	const signs = store.venue.value.map(({ id }) => `/sign/${id}`);
	const known = [...PAGES, ...signs];
	const own = known.includes(now) || now === "" ? [] : [now];
	const fields: readonly FormField[] = [
		{ id: "name", label: t("screens.name"), kind: "text", value: row.name },
		{ id: "target", label: t("screens.target"), kind: "select", value: now, options: [...own, ...known].map((value) => ({ value, label: pageWords(value) })), hint: t("screens.target.hint") },
	];
	return <FormSheet title={row.name} fields={fields} submit={t("screens.point.send")} onSubmit={(values) => store.pointScreen(row, { name: text(values, "name"), target: text(values, "target") })} />;
}

/** Pages that may be shown within this one. */
function canLook(page: string): boolean {
	return /^\/(?:wall|hall|sign\/)/.test(page);
}

/** The same page, live, made small: what a fresh screen shows now. One at a time: each holds a stream. */
function Look({ row }: { row: store.ScreenRow }): VNode {
	const frame = useRef<HTMLIFrameElement>(null);
	const [width, height] = row.report?.size.length === 2 ? row.report.size : WIDE;
	useEffect(() => {
		const box = frame.current?.parentElement;
		if (box == null || frame.current === null) return;
		const scale = Math.min(box.clientWidth / width, (window.innerHeight * 0.65) / height);
		frame.current.style.setProperty("--scale", String(scale));
		box.style.setProperty("block-size", `${height * scale}px`);
		box.style.setProperty("inline-size", `${width * scale}px`);
	}, []);
	return (
		<Dialog title={row.name} onClose={close} size="wide">
			<div class="screen-look">
				<iframe ref={frame} src={row.report?.page} width={width} height={height} title={t("screens.look.title", { name: row.name })} tabIndex={-1} />
			</div>
			<p class="soft">{t("screens.look.note")}</p>
		</Dialog>
	);
}
