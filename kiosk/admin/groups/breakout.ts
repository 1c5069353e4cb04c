// The acts on breakout groups. Most answer with all groups as they are now, so nothing is asked for twice.
import { change } from "../../common/net/api.ts";
import { newKey } from "../../common/net/key.ts";
import { t } from "../../common/text/t.ts";
import type { Failure } from "../../common/ui/problem.tsx";
import { act, patch, post, press } from "../stage.ts";
import { breakout, loadPlace } from "./store.ts";
import type { Breakout, Group, Member } from "./wire.ts";

const keep = (now: Breakout): void => { breakout.value = now; };
const at = (session: string): string => `/api/sessions/${encodeURIComponent(session)}`;

export async function addGroups(session: string, groups: readonly object[]): Promise<Failure | null> {
	return act(() => post<Breakout>(`${at(session)}/groups`, { groups }), (now) => {
		keep(now);
		return t("groups.did.add", { n: groups.length });
	});
}

export async function editGroup(row: Group, said: object): Promise<Failure | null> {
	const failure = await act(() => patch<Group>(`/api/groups/${row.id}`, row.version, said), (now) => t("groups.did.edit", { name: now.name }));
	await loadPlace();
	return failure;
}

export async function removeGroup(row: Group): Promise<Failure | null> {
	return act(() => post<Breakout>(`/api/groups/${row.id}/remove`), (now) => {
		keep(now);
		return t("groups.did.remove", { name: row.name });
	});
}

export async function assign(session: string): Promise<void> {
	await press(() => post<Breakout>(`${at(session)}/groups/assign`, { keep_by_hand: true }), (now) => {
		keep(now);
		return t("groups.did.assign", { n: now.groups.reduce((sum, { people }) => sum + people.length, 0), left: now.unplaced.length });
	});
}

/** To a group, or out of the one they are in. */
export async function move(person: Member, from: Group | null, to: Group | null): Promise<Failure | null> {
	if (from?.id === to?.id) return null;
	const send = (): ReturnType<typeof post<Breakout>> => (to === null ? post<Breakout>(`/api/groups/${from?.id ?? ""}/people/${person.id}/remove`) : post<Breakout>(`/api/groups/${to.id}/people`, { person: person.id }));
	return act(send, (now) => {
		keep(now);
		return to === null ? t("groups.did.out", { name: person.name }) : t("groups.did.place", { name: person.name, group: to.name });
	});
}

/** Null: they take part no longer. */
export async function wish(session: string, person: { id: string; name: string }, wishes: readonly string[] | null): Promise<Failure | null> {
	const failure = await act(() => post<object>(`${at(session)}/wishes`, { person: person.id, wishes }), () => t("groups.did.wish", { name: person.name }));
	await loadPlace();
	return failure;
}

interface Report { added: number; changed: number; same: number }
export async function importWishes(session: string, file: File): Promise<void> {
	const csv = new Blob([file], { type: "text/csv" });
	await press(() => change<Report>(`/api/import/wishes?session=${encodeURIComponent(session)}`, csv, { key: newKey() }), ({ added, changed }) => t("groups.did.import", { n: added + changed }));
	await loadPlace();
}
