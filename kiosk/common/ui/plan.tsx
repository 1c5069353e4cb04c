// Where a room is: the floor plan with a mark on it, and the way in words. The picture keeps its own direction in every language.
import type { VNode } from "preact";
import "../../styles/plan.css";
import { words, wordsLang } from "../text/format.ts";
import { t } from "../text/t.ts";
import type { Room } from "../wire/types.ts";
import type { Plan } from "../wire/venue.ts";
import { RoomName, roomText } from "./room.tsx";

/** Per mille of the plan's width and height. */
export interface Spot { x: number; y: number }

export interface WayProps {
	room: Room;
	plan: Plan | null;
	/** Where this screen stands. */
	here: Spot | null;
}

/** How to get to a room; null when nothing is known about it. */
export function Way({ room, plan, here }: WayProps): VNode | null {
	const sentence = words(room.way);
	const isDrawn = plan?.url != null && room.plan !== null;
	if (!isDrawn && sentence === "") return null;
	return (
		<figure class="way" data-testid="way">
			<figcaption class="way-words">
				{sentence !== "" && <span lang={wordsLang(room.way)} dir="auto">{sentence}</span>}
				{room.level !== "" && <span class="way-level">{/^\d/.test(room.level) ? t("mine.level", { level: room.level }) : room.level}</span>}
			</figcaption>
			{isDrawn && plan?.url != null && room.plan !== null && <Sheet plan={plan} url={plan.url} room={room} spot={room.plan} here={here} />}
		</figure>
	);
}

/** Radii of the marks, in thousandths of the plan's width. */
const RING = 46;
const DOT = 14;

function Sheet({ plan, url, room, spot, here }: { plan: Plan; url: string; room: Room; spot: Spot; here: Spot | null }): VNode {
	const tall = Math.round((1000 * plan.height) / plan.width);
	const at = ({ x, y }: Spot): { cx: number; cy: number } => ({ cx: x, cy: Math.round((y * tall) / 1000) });
	return (
		<div class="plan" dir="ltr">
			<img class="plan-picture" src={url} width={plan.width} height={plan.height} alt={t("mine.plan", { room: roomText(room) })} draggable={false} />
			<svg class="plan-marks" viewBox={`0 0 1000 ${tall}`} aria-hidden="true" data-testid="mark" data-x={spot.x} data-y={spot.y}>
				<circle class="plan-pulse" {...at(spot)} r={RING} />
				<circle class="plan-ring" {...at(spot)} r={RING} />
				{here !== null && <circle class="plan-here" {...at(here)} r={DOT} />}
			</svg>
			{here !== null && <p class="plan-key"><span class="plan-dot" aria-hidden="true" /> {t("mine.here")}</p>}
			<p class="plan-key plan-key-room"><span class="plan-hole" aria-hidden="true" /> <RoomName room={room} /></p>
		</div>
	);
}
