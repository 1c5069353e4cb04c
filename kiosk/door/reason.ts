// Why, in the reader's language.
import { hasKey, t } from "../common/text/t.ts";
import { time } from "../common/text/format.ts";
import type { Shown } from "./store.ts";

/** The sentence of a rule; the server's own English where a newer server has a rule that this page does not know. */
export function reasonText({ reasonKey, reasonValues, reason }: Shown): string {
	if (!hasKey(reasonKey)) return reason;
	const { since, ...rest } = reasonValues;
	return t(reasonKey, { ...rest, ...(since !== undefined && { since: isInstant(since) ? time(since) : since }) });
}

function isInstant(value: string | number): boolean {
	return typeof value === "number" || /^\d{4}-\d\d-\d\dT/.test(value);
}
