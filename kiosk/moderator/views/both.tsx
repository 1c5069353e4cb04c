// Two versions side by side, only where they differ.
import type { VNode } from "preact";
import { t } from "../../common/text/t.ts";
import { Bdi } from "../../common/ui/name.tsx";
import type { Pledge } from "../../common/wire/types.ts";
import { differing, labelOf, shownAs } from "./facts.ts";

export function Both({ mine, theirs }: { mine: object; theirs: Pledge }): VNode {
	const by = theirs.by ?? "";
	return (
		<table class="both">
			<thead>
				<tr>
					<td />
					<th scope="col">{t("moderator.differ.mine")}</th>
					<th scope="col">{by === "" ? t("moderator.differ.theirs") : t("moderator.differ.theirs_by", { name: by })}</th>
				</tr>
			</thead>
			<tbody>
				{differing(mine, theirs).map((field) => (
					<tr key={field}>
						<th scope="row">{labelOf(field)}</th>
						<td><Bdi text={shownAs(field, (mine as Record<string, unknown>)[field])} /></td>
						<td><Bdi text={shownAs(field, (theirs as unknown as Record<string, unknown>)[field])} /></td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
