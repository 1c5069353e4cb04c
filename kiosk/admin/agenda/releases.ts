// The releases there were, what each one changed, and going back to one.
import { signal } from "@preact/signals";
import { ask } from "../../common/net/api.ts";
import { t } from "../../common/text/t.ts";
import type { Failure } from "../../common/ui/problem.tsx";
import { act, post } from "../stage.ts";
import * as store from "./store.ts";
import type { Release, ReleaseDetail, ReleaseMark } from "./wire.ts";

export const releases = signal<readonly Release[] | null>(null, { name: "releases" });
export const detail = signal<ReleaseDetail | null>(null, { name: "release" });

export async function loadReleases(): Promise<void> {
	const answer = await ask<{ releases: Release[] }>("/api/releases");
	if (answer.kind === "done") releases.value = [...answer.value.releases].sort((a, b) => b.number - a.number);
}

export async function openRelease(number: string): Promise<void> {
	if (String(detail.peek()?.number) !== number) detail.value = null;
	if (number === "") return;
	const answer = await ask<ReleaseDetail>(`/api/releases/${number}`);
	if (answer.kind === "done") detail.value = answer.value;
}

export async function restore(row: Release, note: string): Promise<Failure | null> {
	const failure = await act(() => post<ReleaseMark>(`/api/releases/${row.number}/restore`, { note }), (made) => t("planner.did.restore", { number: row.number, made: made.number }));
	await Promise.all([loadReleases(), store.loadPlan()]);
	return failure;
}
