// Which declaration a screen is about, and its list: asked by the protocol officer's screen and by the tablet.
import type { Ceremony, Declaration } from "../wire/types.ts";
import { type Answer, ask } from "./api.ts";

/** The one to show: named, else open, else opened last, else any. */
export function pickDeclaration(rows: readonly Declaration[], wanted: string | null): Declaration | null {
	const named = rows.find((row) => row.id === wanted);
	if (named !== undefined) return named;
	const rank = (row: Declaration): number => (row.state === "open" ? 2 : row.opened_at !== null ? 1 : 0);
	const best = (a: Declaration, b: Declaration): number => rank(b) - rank(a) || Date.parse(b.opened_at ?? "0") - Date.parse(a.opened_at ?? "0");
	return [...rows].sort(best)[0] ?? null;
}

export async function askDeclarations(): Promise<Declaration[] | null> {
	const answer = await ask<{ declarations: Declaration[] }>("/api/declarations");
	return answer.kind === "done" ? answer.value.declarations : null;
}

export function askCeremony(id: string): Promise<Answer<Ceremony>> {
	return ask<Ceremony>(`/api/declarations/${id}/signatories`);
}
