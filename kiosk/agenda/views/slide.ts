// A row that has moved glides from where it stood to where it stands, so that the eye can follow. Not for rows that come or go.
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const SLIDE_MS = 250;

interface Spot {
	x: number;
	y: number;
}

/** Where each marked row stands within its list; scrolling does not count. */
function spotsIn(list: HTMLElement): Map<string, Spot> {
	const frame = list.getBoundingClientRect();
	const spots = new Map<string, Spot>();
	for (const row of list.querySelectorAll<HTMLElement>("[data-slide]")) {
		const box = row.getBoundingClientRect();
		spots.set(row.dataset["slide"] ?? "", { x: box.x - frame.x, y: box.y - frame.y });
	}
	return spots;
}

function slide(list: HTMLElement, before: Map<string, Spot>, after: Map<string, Spot>): void {
	for (const row of list.querySelectorAll<HTMLElement>("[data-slide]")) {
		const from = before.get(row.dataset["slide"] ?? "");
		const to = after.get(row.dataset["slide"] ?? "");
		if (from === undefined || to === undefined || (from.x === to.x && from.y === to.y)) continue;
		row.animate([{ transform: `translate(${from.x - to.x}px, ${from.y - to.y}px)` }, { transform: "none" }], {
			duration: SLIDE_MS,
			easing: "ease-in-out",
		});
	}
}

/**
 * Watches the rows with data-slide inside list; they slide when occasion is another than at the last drawing. They are measured only
 * then: while a change is being drawn the list still stands as it was.
 */
export function useSlide(list: RefObject<HTMLElement | null>, occasion: unknown): void {
	const last = useRef(occasion);
	const before = useRef<Map<string, Spot> | null>(null);
	const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
	if (last.current !== occasion && list.current !== null && !isStill) before.current = spotsIn(list.current);
	last.current = occasion;
	useLayoutEffect(() => {
		if (before.current !== null && list.current !== null) slide(list.current, before.current, spotsIn(list.current));
		before.current = null;
	});
}
