// What came in late and does not fit: settled by those whose role may; doors only read it.
import { resolveConflict } from "../common/net/conflicts.ts";
import { me } from "../common/net/catalogue.ts";
import { newKey } from "../common/net/key.ts";
import type { Failure } from "../common/ui/problem.tsx";
import type { Conflict } from "../common/wire/door.ts";

const MAY_SETTLE = ["desk", "protocol", "admin"];

export function maySettle(): boolean {
	return me.value?.roles.some((role) => MAY_SETTLE.includes(role)) === true;
}

export async function resolve(conflict: Conflict, take: "keep" | "undo", words: string): Promise<Failure | null> {
	const answer = await resolveConflict(conflict.id, take, words, newKey());
	return answer.kind === "refused" || answer.kind === "unknown" ? answer : null;
}
