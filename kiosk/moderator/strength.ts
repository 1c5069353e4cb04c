// How strong the pledge being typed is, by the server's own table of criteria: the same score, before it is sent. Pure.
import type { Criterion } from "../common/wire/types.ts";

export interface Strength { score: number; met: string[]; gaps: string[] }

/** "period.to" of { period: { to: … } }. */
function valueAt(body: object, path: string): unknown {
	return path.split(".").reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], body);
}

/** How many items or characters stand in the field; what is simply there counts as enough. */
function filled(body: object, name: string, enough: number): number {
	const value = valueAt(body, name);
	if (Array.isArray(value)) return value.length;
	if (typeof value === "string") return [...value.trim()].length;
	return value === undefined || value === null || value === false ? 0 : enough;
}

export function strengthOf(body: object, table: readonly Criterion[]): Strength {
	const isMet = (row: Criterion): boolean => row.needs.some((name) => filled(body, name, row.least) >= row.least);
	const met = table.filter(isMet);
	return {
		score: met.reduce((sum, row) => sum + row.points, 0),
		met: met.map((row) => row.key),
		gaps: table.filter((row) => !isMet(row)).map((row) => row.key),
	};
}
