// Video messages and their playlists: uploaded in parts that can be sent again, captioned, approved, put in order, shown in breaks.
import { computed, signal } from "@preact/signals";
import { ask, change } from "../common/net/api.ts";
import { newKey } from "../common/net/key.ts";
import { duration, number, words } from "../common/text/format.ts";
import { t } from "../common/text/t.ts";
import type { Failure } from "../common/ui/problem.tsx";
import type { Agenda, Instant, Lang, Session, Words } from "../common/wire/types.ts";
import { loadVenue } from "./screens.ts";
import { act, patch, post, press } from "./stage.ts";

export type VideoState = "uploading" | "checking" | "ready" | "approved" | "rejected";
export interface VideoRow {
	id: string;
	version: number;
	state: VideoState;
	title: Words;
	speaker: string | null;
	entity: string | null;
	language: Lang;
	size: number;
	duration_ms: number;
	width: number;
	height: number;
	reason: string | null;
	captions: Lang[];
	url: string | null;
	part_bytes: number;
	parts: number;
	/** Parts that have still to be sent. */
	missing: number[];
}
export interface PlaylistRow {
	id: string;
	version: number;
	name: string;
	/** None: all. */
	rooms: string[];
	/** Breaks or video sessions; none: all breaks. */
	sessions: string[];
	items: string[];
	loop: boolean;
	/** By hand. */
	started_at: Instant | null;
}
interface Repairs { cues: number; encoding: string; repairs: { line: number; words: string }[] }

export const videos = signal<readonly VideoRow[] | null>(null, { name: "videos" });
export const playlists = signal<readonly PlaylistRow[] | null>(null, { name: "playlists" });
export const breaks = signal<readonly Session[]>([], { name: "breaks" });
/** What is being sent: name and how much of it, 0 to 1. */
export const sending = signal<{ name: string; part: number } | null>(null, { name: "videos.sending" });
/** Somebody has to look at these. */
export const toDecide = computed(() => (videos.value ?? []).filter(({ state }) => state === "ready").length);

export async function loadVideos(): Promise<void> {
	const [rows, lists] = await Promise.all([ask<{ videos: VideoRow[] }>("/api/videos"), ask<{ playlists: PlaylistRow[] }>("/api/playlists")]);
	if (rows.kind === "done") videos.value = rows.value.videos;
	if (lists.kind === "done") playlists.value = lists.value.playlists;
}

export async function loadVideoTab(): Promise<void> {
	const [agenda] = await Promise.all([ask<Agenda>("/api/agenda"), loadVideos(), loadVenue()]);
	if (agenda.kind !== "done") return;
	breaks.value = agenda.value.sessions.filter(({ kind }) => kind === "break" || kind === "video");
}

export const titleOf = (row: VideoRow): string => words(row.title) || row.speaker || row.id;

export interface VideoForm { title: Words; speaker: string; entity: string; language: string }

/** Begins an upload and sends the file behind the form; it goes on while one works on. */
export async function addVideo(file: File, form: VideoForm): Promise<Failure | null> {
	let begun: VideoRow | null = null;
	const failure = await act(async () => {
		const answer = await post<VideoRow>("/api/videos", { ...form, size: file.size });
		if (answer.kind === "done") begun = answer.value;
		return answer;
	}, (row) => t("screens.did.video.begin", { name: titleOf(row) }));
	if (begun !== null) void sendParts(file, begun);
	return failure;
}

/** The rest of a file of which parts are there already. */
export async function goOn(row: VideoRow, file: File): Promise<void> {
	if (file.size === row.size) await sendParts(file, row);
	else await press(() => Promise.resolve({ kind: "refused" as const, status: 409, problem: { type: "about:blank", title: t("screens.video.other_file"), status: 409, code: "" } }), () => "");
}

async function sendParts(file: File, row: VideoRow): Promise<void> {
	const name = titleOf(row);
	for (const [at, part] of row.missing.entries()) {
		sending.value = { name, part: at / row.missing.length };
		const bytes = file.slice(part * row.part_bytes, (part + 1) * row.part_bytes, "application/octet-stream");
		const isSent = await change<object>(`/api/videos/${row.id}/parts/${part}`, bytes, { key: newKey() });
		if (isSent.kind !== "done") {
			sending.value = null;
			await press(() => Promise.resolve(isSent), () => "");
			await loadVideos();
			return;
		}
	}
	sending.value = { name, part: 1 };
	await press(() => post<VideoRow>(`/api/videos/${row.id}/finish`), (done) => t("screens.did.video.there", { name, length: duration(done.duration_ms) }));
	sending.value = null;
	await loadVideos();
}

async function then(done: Promise<boolean>): Promise<void> {
	if (await done) await loadVideos();
}

async function thenSheet(done: Promise<Failure | null>): Promise<Failure | null> {
	const failure = await done;
	if (failure === null) await loadVideos();
	return failure;
}

export const retitle = (row: VideoRow, title: Words): Promise<Failure | null> => thenSheet(act(() => patch<VideoRow>(`/api/videos/${row.id}`, row.version, { title }), (done) => t("screens.did.list", { name: titleOf(done) })));
export const approve = (row: VideoRow): Promise<void> => then(press(() => post<VideoRow>(`/api/videos/${row.id}/approve`), () => t("screens.did.video.approve", { name: titleOf(row) })));
export const reject = (row: VideoRow, reason: string): Promise<Failure | null> => thenSheet(act(() => post<VideoRow>(`/api/videos/${row.id}/reject`, { reason }), () => t("screens.did.video.reject", { name: titleOf(row) })));
export const remove = (row: VideoRow): Promise<void> => then(press(() => post<object>(`/api/videos/${row.id}/remove`), () => t("screens.did.video.remove", { name: titleOf(row) })));

/** A .srt or .vtt as it is: the server repairs what it can and names the lines. */
export function addCaptions(row: VideoRow, lang: string, file: File): Promise<Failure | null> {
	const type = file.name.toLowerCase().endsWith(".srt") ? "application/x-subrip" : "text/vtt";
	const send = (): ReturnType<typeof change<Repairs>> => change<Repairs>(`/api/videos/${row.id}/captions?lang=${lang}`, file.slice(0, file.size, type), { key: newKey() });
	return thenSheet(act(send, ({ cues, repairs }) => {
		const said = t("screens.did.captions", { n: number(cues), name: titleOf(row) });
		return repairs.length === 0 ? said : `${said} ${repairs.map(({ line, words: why }) => `${line}: ${why}`).join(" · ")}`;
	}));
}

export interface PlaylistForm { name: string; rooms: readonly string[]; sessions: readonly string[]; items: readonly string[]; loop: boolean }

export const savePlaylist = (row: PlaylistRow | null, form: PlaylistForm): Promise<Failure | null> =>
	thenSheet(act(() => (row === null ? post<PlaylistRow>("/api/playlists", form) : patch<PlaylistRow>(`/api/playlists/${row.id}`, row.version, form)), ({ name }) => t("screens.did.list", { name })));
export const play = (row: PlaylistRow): Promise<void> => then(press(() => post<PlaylistRow>(`/api/playlists/${row.id}/play`), () => t("screens.did.play", { name: row.name })));
export const stop = (row: PlaylistRow): Promise<void> => then(press(() => post<PlaylistRow>(`/api/playlists/${row.id}/stop`), () => t("screens.did.stop", { name: row.name })));
export const removeList = (row: PlaylistRow): Promise<void> => then(press(() => post<object>(`/api/playlists/${row.id}/remove`), () => t("screens.did.list.remove", { name: row.name })));
