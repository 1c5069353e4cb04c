// Where this door is, and how many are inside.
import type { VNode } from "preact";
import { number } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { cssVar } from "../../common/ui/chip.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import type { Direction } from "../../common/wire/door.ts";
import * as store from "../store.ts";

export function Head(): VNode {
	const point = store.point.value;
	return (
		<header class="door-head">
			<div class="door-where">
				<button type="button" class="door-point" data-testid="point" onClick={() => { store.sheet.value = "points"; }}>
					<Icon name="door" /><h1><Bdi text={point?.name ?? t("door.title")} /></h1>
				</button>
				{point?.exits === true && <Directions />}
			</div>
			<Count />
		</header>
	);
}

function Directions(): VNode {
	return (
		<div class="directions" role="group" aria-label={t("door.direction")}>
			{(["in", "out"] as const).map((way: Direction) => (
				<button key={way} type="button" aria-pressed={store.direction.value === way} data-testid={`way-${way}`} onClick={() => { store.direction.value = way; }}>
					{t(`door.way.${way}`)}
				</button>
			))}
		</div>
	);
}

/** "212 of 250 inside", and a bar that fills. */
function Count(): VNode {
	const inside = store.inside.value;
	const capacity = store.point.value?.capacity ?? null;
	const share = capacity === null || inside === null ? 0 : Math.min(1, inside / capacity);
	const level = share >= 1 ? "full" : share >= 0.9 ? "near" : "free";
	return (
		<button type="button" class="count" data-level={level} data-testid="count" onClick={() => { store.sheet.value = "inside"; }}>
			<span class="count-now num">{inside === null ? "–" : number(inside)}</span>
			<span class="count-of">{capacity === null ? t("door.inside") : t("door.inside.of", { capacity: number(capacity) })}</span>
			{capacity !== null && <span class="count-bar" ref={cssVar("--share", String(share))} key={share} aria-hidden="true" />}
		</button>
	);
}
