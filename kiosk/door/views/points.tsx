// Choosing at which point this device stands; it remembers.
import type { VNode } from "preact";
import { number } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { StateChip } from "../../common/ui/chip.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import type { Point } from "../../common/wire/door.ts";
import { choose } from "../points.ts";
import * as store from "../store.ts";

export function PointSheet({ onClose }: { onClose: () => void }): VNode {
	return (
		<Dialog title={t("door.points")} onClose={onClose}>
			{store.points.value.length === 0 && <p class="sheet-note">{t("door.points.none")}</p>}
			<ul role="list" class="points">
				{store.points.value.map((point) => <li key={point.id}><PointButton point={point} /></li>)}
			</ul>
		</Dialog>
	);
}

function PointButton({ point }: { point: Point }): VNode {
	const { capacity, inside } = point;
	return (
		<button type="button" class="point" aria-pressed={point.id === store.pointId.value} data-testid={`point-${point.id}`} onClick={() => choose(point.id)}>
			<span class="point-name"><Bdi text={point.name} /></span>
			<span class="point-count num">{capacity === null ? t("door.count", { inside: number(inside) }) : t("door.count.of", { inside: number(inside), capacity: number(capacity) })}</span>
			{point.state === "closed" && <StateChip tone="refuse" text={t("door.points.closed")} />}
		</button>
	);
}
