// One idempotency key for one act on one version of a row: a second press, from a key or a button, is the same act.
import { newKey } from "../common/net/key.ts";

const keys = new Map<string, string>();

/** `act` names what is done to which version, e.g. "confirm.<id>.<version>". */
export function keyFor(act: string): string {
	const known = keys.get(act);
	if (known !== undefined) return known;
	const key = newKey();
	keys.set(act, key);
	return key;
}
