// How regions, entity types and languages are spread over the groups: a table one can check the assignment by.
import type { VNode } from "preact";
import { languageName, number } from "../../../common/text/format.ts";
import { t } from "../../../common/text/t.ts";
import { Bdi } from "../../../common/ui/name.tsx";
import type { Breakout, Spread } from "../../groups/wire.ts";
import { regionName, typeName } from "./parts.tsx";

const KINDS = ["regions", "types", "languages"] as const;
type Kind = (typeof KINDS)[number];

function label(kind: Kind, key: string): string {
	if (kind === "regions") return regionName(key);
	if (kind === "types") return typeName(key);
	return key === "none" ? "–" : languageName(key);
}

/** The keys that occur, most first. */
function keysOf(rows: readonly Spread[], kind: Kind): readonly string[] {
	const sums = new Map<string, number>();
	for (const row of rows) for (const [key, n] of Object.entries(row[kind])) sums.set(key, (sums.get(key) ?? 0) + n);
	return [...sums].sort((a, b) => b[1] - a[1]).map(([key]) => key);
}

export function SpreadTable({ all }: { all: Breakout }): VNode | null {
	if (all.balance.every(({ size }) => size === 0)) return null;
	return (
		<details class="spread" data-testid="spread">
			<summary>{t("groups.spread")}</summary>
			<div class="spread-tables">
				{KINDS.map((kind) => {
					const keys = keysOf(all.balance, kind);
					return (
						<table key={kind} class="table">
							<caption>{t(`groups.spread.${kind}`)}</caption>
							<thead><tr><th scope="col">{t("groups.name")}</th>{keys.map((key) => <th key={key} scope="col">{label(kind, key)}</th>)}</tr></thead>
							<tbody>
								{all.balance.map((row) => (
									<tr key={row.group}>
										<th scope="row"><Bdi text={all.groups.find(({ id }) => id === row.group)?.name ?? ""} /></th>
										{keys.map((key) => <td key={key}>{row[kind][key] === undefined ? "–" : number(row[kind][key])}</td>)}
									</tr>
								))}
							</tbody>
						</table>
					);
				})}
			</div>
		</details>
	);
}
