// What needs a look after time without the server: asked for, and settled by a person. The rows of this browser are the outbox's.
import type { Conflict } from "../common/wire/door.ts";
import { resolveConflict } from "../common/net/conflicts.ts";
import { newKey } from "../common/net/key.ts";
import type { Failure } from "../common/ui/problem.tsx";

export async function resolve(conflict: Conflict, take: "keep" | "undo", words: string): Promise<Failure | null> {
	const answer = await resolveConflict(conflict.id, take, words, newKey());
	return answer.kind === "refused" || answer.kind === "unknown" ? answer : null;
}
