// Video messages: sent in, looked at, captioned, approved; and the playlists that show them in breaks.
import type { ComponentChildren, VNode } from "preact";
import { useState } from "preact/hooks";
import { LANGS, OWN_NAMES } from "../../common/text/dir.ts";
import { duration, languageName, number, shortDay, time, words } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { StateChip, type Tone } from "../../common/ui/chip.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import type { Session, Words } from "../../common/wire/types.ts";
import { type FormField, type FormValues, flag, list, text } from "../forms.ts";
import type { Column } from "../lists.ts";
import { venue } from "../screens.ts";
import { close, sheet } from "../stage.ts";
import * as store from "../videos.ts";
import { FormSheet } from "./form.tsx";
import { listed } from "./parts.tsx";
import { Table } from "./table.tsx";

const TONES: Record<store.VideoState, Tone> = { uploading: "wait", checking: "wait", ready: "warn", approved: "ok", rejected: "refuse" };
const MB = 1_000_000;

const langOptions = (): FormField["options"] => LANGS.map((value) => ({ value, label: OWN_NAMES[value] }));
const show = (view: () => VNode): void => { sheet.value = view; };

const columns = (): readonly Column<store.VideoRow>[] => [
	{ id: "title", label: t("screens.video.title"), value: store.titleOf, cell: (row) => <Bdi text={store.titleOf(row)} /> },
	{ id: "speaker", label: t("screens.video.speaker"), value: (row) => row.speaker ?? "", cell: (row) => <Bdi text={row.speaker ?? ""} /> },
	{ id: "state", label: t("screens.video.state"), value: (row) => t(`screens.video.state.${row.state}`), cell: (row) => <State row={row} /> },
	{ id: "length", label: t("screens.video.length"), isNumber: true, value: (row) => row.duration_ms, cell: (row) => (row.duration_ms === 0 ? "–" : duration(row.duration_ms)) },
	{ id: "language", isMinor: true, label: t("screens.video.language"), value: (row) => languageName(row.language) },
	{ id: "captions", label: t("screens.video.captions"), value: (row) => listed(row.captions.map((lang) => OWN_NAMES[lang])) },
	{ id: "size", isMinor: true, isNumber: true, label: t("screens.video.size"), value: (row) => row.size, cell: (row) => t("screens.video.mb", { n: number(Math.max(1, Math.round(row.size / MB))) }) },
	{ id: "acts", label: t("admin.printer.acts"), isActs: true, value: () => "", cell: (row) => <Acts row={row} /> },
];

function State({ row }: { row: store.VideoRow }): VNode {
	return <span class="chips"><StateChip tone={TONES[row.state]} text={t(`screens.video.state.${row.state}`)} />{row.reason !== null && <span class="soft"><Bdi text={row.reason} /></span>}</span>;
}

function Acts({ row }: { row: store.VideoRow }): VNode {
	return (
		<span class="row-acts">
			{row.url !== null && <Button testId="video-look" onPress={() => show(() => <Look row={row} />)}>{t("screens.look")}</Button>}
			{(row.state === "ready" || row.state === "rejected") && <Button tone="main" testId="video-approve" onPress={() => void store.approve(row)}>{t("screens.video.approve")}</Button>}
			{(row.state === "ready" || row.state === "approved") && <Button testId="video-reject" onPress={() => show(() => <Rejection row={row} />)}>{t("screens.video.reject")}</Button>}
			{row.state === "uploading" && <PickFile label={t("screens.video.go_on")} accept="video/mp4,video/webm" testId="video-go-on" onPick={(file) => void store.goOn(row, file)} />}
			{row.duration_ms > 0 && <Button testId="video-captions" onPress={() => show(() => <Captions row={row} />)}>{t("screens.video.captions.add")}</Button>}
			<Button testId="video-remove" onPress={() => void store.remove(row)}>{t("screens.video.remove")}</Button>
		</span>
	);
}

function PickFile({ label, accept, testId, onPick }: { label: string; accept: string; testId: string; onPick: (file: File) => void }): VNode {
	return (
		<label class="button pick-file">
			<span>{label}</span>
			<input class="sr-only" type="file" accept={accept} data-testid={testId} onChange={(event) => {
				const file = event.currentTarget.files?.[0];
				if (file !== undefined) onPick(file);
			}} />
		</label>
	);
}

export function VideosView(): VNode {
	const sending = store.sending.value;
	return (
		<div class="stack">
			{sending !== null && (
				<label class="sending" data-testid="sending"><span>{t("screens.video.sending", { name: sending.name })}</span><progress value={sending.part} max={1} /></label>
			)}
			<Table id="videos" caption={t("screens.tab.videos")} rows={store.videos.value ?? []} columns={columns()} keyOf={(row) => row.id}
				empty={store.videos.value === null ? t("ui.waiting") : t("screens.video.none")} onOpen={(row) => show(() => <TitleSheet row={row} />)}
				acts={<Button tone="main" icon="plus" testId="video-add" onPress={() => show(() => <AddSheet />)}>{t("screens.video.add")}</Button>} />
		</div>
	);
}

/** What a file form has above its fields. */
function FileRow({ file, label, accept, testId, onPick }: { file: File | null; label: string; accept: string; testId: string; onPick: (file: File) => void }): VNode {
	return <p class="form-lead file-row"><PickFile label={label} accept={accept} testId={testId} onPick={onPick} /><bdi>{file?.name ?? t("screens.file.none")}</bdi></p>;
}

const missingFile = { kind: "refused" as const, status: 422, problem: { type: "about:blank", title: "", status: 422, code: "FIELD_MISSING" } };

const titleFields = (row?: store.VideoRow): FormField[] =>
	LANGS.map((lang) => ({ id: `title.${lang}`, label: t("screens.video.title.in", { lang: OWN_NAMES[lang] }), kind: "text" as const, value: row?.title[lang] ?? "", isHalf: true, isOptional: row !== undefined || lang !== "en" }));
/** Empty ones too: they take a language away. */
const titleIn = (values: FormValues): Words => Object.fromEntries(LANGS.map((lang) => [lang, text(values, `title.${lang}`)]));

function TitleSheet({ row }: { row: store.VideoRow }): VNode {
	return <FormSheet title={store.titleOf(row)} size="wide" fields={titleFields(row)} submit={t("admin.save")} onSubmit={(values) => store.retitle(row, titleIn(values))} />;
}

function AddSheet(): VNode {
	const [file, setFile] = useState<File | null>(null);
	const fields: readonly FormField[] = [
		...titleFields(),
		{ id: "speaker", label: t("screens.video.speaker"), kind: "text", value: "", isHalf: true },
		{ id: "entity", label: t("screens.video.entity"), kind: "text", value: "", isHalf: true, isOptional: true },
		{ id: "language", label: t("screens.video.language"), kind: "select", value: "en", options: langOptions() ?? [] },
	];
	return (
		<FormSheet title={t("screens.video.add")} size="wide" fields={fields} submit={t("screens.video.send")}
			lead={<FileRow file={file} label={t("screens.video.pick")} accept="video/mp4,video/webm" testId="video-file" onPick={setFile} />}
			onSubmit={async (values) => {
				if (file === null) return missingFile;
				return store.addVideo(file, { title: titleIn(values), speaker: text(values, "speaker"), entity: text(values, "entity"), language: text(values, "language") });
			}} />
	);
}

function Captions({ row }: { row: store.VideoRow }): VNode {
	const [file, setFile] = useState<File | null>(null);
	const fields: readonly FormField[] = [{ id: "lang", label: t("screens.video.language"), kind: "select", value: row.language, options: langOptions() ?? [] }];
	return (
		<FormSheet title={t("screens.video.captions.of", { name: store.titleOf(row) })} fields={fields} submit={t("screens.video.captions.send")}
			lead={<FileRow file={file} label={t("screens.video.captions.pick")} accept=".vtt,.srt,text/vtt,application/x-subrip" testId="captions-file" onPick={setFile} />}
			onSubmit={async (values) => (file === null ? missingFile : store.addCaptions(row, text(values, "lang"), file))} />
	);
}

function Rejection({ row }: { row: store.VideoRow }): VNode {
	return <FormSheet title={store.titleOf(row)} fields={[{ id: "reason", label: t("screens.video.reason"), kind: "text", value: "" }]} submit={t("screens.video.reject")} tone="risk" onSubmit={(values) => store.reject(row, text(values, "reason"))} />;
}

function Look({ row }: { row: store.VideoRow }): VNode {
	return (
		<Dialog title={store.titleOf(row)} onClose={close} size="wide">
			<video class="video-look" src={row.url ?? ""} controls playsInline>
				{row.captions.map((lang) => <track key={lang} kind="captions" src={`${row.url ?? ""}.${lang}.vtt`} srcLang={lang} label={OWN_NAMES[lang]} />)}
			</video>
		</Dialog>
	);
}

/* ---- playlists ---- */

const videoOf = (id: string): store.VideoRow | undefined => (store.videos.value ?? []).find((row) => row.id === id);
const lengthOf = (items: readonly string[]): number => items.reduce((sum, id) => sum + (videoOf(id)?.duration_ms ?? 0), 0);
const roomName = (id: string): string => {
	const room = venue.value.find((row) => row.id === id);
	return room === undefined ? id : words(room.names) || room.name;
};
const breakWords = (session: Session): string => `${shortDay(session.starts_at)} ${time(session.starts_at)} ${words(session.title)}${session.room === null ? "" : `, ${roomName(session.room)}`}`;

const listColumns = (): readonly Column<store.PlaylistRow>[] => [
	{ id: "name", label: t("screens.list.name"), value: (row) => row.name, cell: (row) => <Bdi text={row.name} /> },
	{ id: "rooms", label: t("screens.list.rooms"), value: (row) => (row.rooms.length === 0 ? t("screens.list.all_rooms") : listed(row.rooms.map(roomName))) },
	{ id: "breaks", label: t("screens.list.breaks"), value: (row) => (row.sessions.length === 0 ? t("screens.list.all_breaks") : number(row.sessions.length)) },
	{ id: "items", label: t("screens.list.items"), isNumber: true, value: (row) => row.items.length, cell: (row) => number(row.items.length) },
	{ id: "length", label: t("screens.video.length"), isNumber: true, value: (row) => lengthOf(row.items), cell: (row) => duration(lengthOf(row.items)) },
	{ id: "state", label: t("screens.video.state"), value: (row) => (row.started_at === null ? "" : t("screens.list.by_hand")), cell: (row) => (row.started_at === null ? null : <StateChip tone="info" text={t("screens.list.by_hand")} />) },
	{ id: "acts", label: t("admin.printer.acts"), isActs: true, value: () => "", cell: (row) => <ListActs row={row} /> },
];

function ListActs({ row }: { row: store.PlaylistRow }): VNode {
	return (
		<span class="row-acts">
			{row.started_at === null
				? <Button testId="list-play" onPress={() => void store.play(row)}>{t("screens.list.play")}</Button>
				: <Button testId="list-stop" onPress={() => void store.stop(row)}>{t("screens.list.stop")}</Button>}
			<Button testId="list-remove" onPress={() => void store.removeList(row)}>{t("screens.video.remove")}</Button>
		</span>
	);
}

export function PlaylistsView(): VNode {
	return (
		<div class="stack">
			<Table id="playlists" caption={t("screens.part.playlists")} rows={store.playlists.value ?? []} columns={listColumns()} keyOf={(row) => row.id}
				empty={store.playlists.value === null ? t("ui.waiting") : t("screens.list.none")} onOpen={(row) => show(() => <ListSheet row={row} />)}
				acts={<Button tone="main" icon="plus" testId="list-add" onPress={() => show(() => <ListSheet row={null} />)}>{t("screens.list.add")}</Button>} />
		</div>
	);
}

function ListSheet({ row }: { row: store.PlaylistRow | null }): VNode {
	const [items, setItems] = useState<readonly string[]>(row?.items ?? []);
	const fields: readonly FormField[] = [
		{ id: "name", label: t("screens.list.name"), kind: "text", value: row?.name ?? "" },
		{ id: "loop", label: t("screens.list.loop"), kind: "check", value: row?.loop ?? true },
		{ id: "rooms", label: t("screens.list.rooms"), kind: "checks", isOptional: true, hint: t("screens.list.rooms.hint"), value: row?.rooms ?? [], options: venue.value.map(({ id }) => ({ value: id, label: roomName(id) })) },
		{ id: "sessions", label: t("screens.list.breaks"), kind: "checks", isOptional: true, hint: t("screens.list.breaks.hint"), value: row?.sessions ?? [], options: store.breaks.value.map((session) => ({ value: session.id, label: breakWords(session) })) },
	];
	return (
		<FormSheet title={row?.name ?? t("screens.list.add")} size="wide" fields={fields} submit={t("admin.save")} lead={<Order items={items} onChange={setItems} />}
			onSubmit={(values) => store.savePlaylist(row, { name: text(values, "name"), rooms: list(values, "rooms"), sessions: list(values, "sessions"), items, loop: flag(values, "loop") })} />
	);
}

/** The videos in their order; moved by buttons, so that a keyboard is enough. */
function Order({ items, onChange }: { items: readonly string[]; onChange: (items: readonly string[]) => void }): VNode {
	const moved = (at: number, to: number): readonly string[] => {
		const next = [...items];
		const [one] = next.splice(at, 1);
		if (one !== undefined) next.splice(to, 0, one);
		return next;
	};
	const addable = (store.videos.value ?? []).filter(({ state }) => state === "approved");
	return (
		<fieldset class="order">
			<legend class="field-label">{t("screens.list.items")}</legend>
			<ol class="order-list">
				{items.map((id, at) => (
					<li key={`${id}/${at}`}>
						<span><Bdi text={nameOf(id)} /></span>
						<Small label={t("screens.list.up")} isOff={at === 0} onPress={() => onChange(moved(at, at - 1))}>↑</Small>
						<Small label={t("screens.list.down")} isOff={at === items.length - 1} onPress={() => onChange(moved(at, at + 1))}>↓</Small>
						<Small label={t("screens.list.out")} onPress={() => onChange(items.filter((_, index) => index !== at))}>×</Small>
					</li>
				))}
			</ol>
			<select class="input" aria-label={t("screens.list.add_item")} data-testid="list-item" value="" onChange={(event) => { if (event.currentTarget.value !== "") onChange([...items, event.currentTarget.value]); event.currentTarget.value = ""; }}>
				<option value="">{t("screens.list.add_item")}</option>
				{addable.map((row) => <option key={row.id} value={row.id}>{`${store.titleOf(row)} (${duration(row.duration_ms)})`}</option>)}
			</select>
		</fieldset>
	);
}

const nameOf = (id: string): string => {
	const row = videoOf(id);
	return row === undefined ? id : store.titleOf(row);
};

function Small({ label, isOff = false, onPress, children }: { label: string; isOff?: boolean; onPress: () => void; children: ComponentChildren }): VNode {
	return <button type="button" class="button order-act" aria-label={label} title={label} disabled={isOff} onClick={onPress}>{children}</button>;
}
