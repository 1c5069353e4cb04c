// The few signs that stand beside words, drawn on a 20 × 20 grid. Always decorative: the word says it, too.
import type { VNode } from "preact";

const PATHS = {
	tick: "M4 10.5l4 4 8-9",
	cross: "M5 5l10 10M15 5L5 15",
	clock: "M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15M10 6v4.3l3 1.8",
	search: "M8.5 3a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M12.6 12.6L17 17",
	print: "M6 8V3h8v5M6 14H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1h12a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1h-2M6 12h8v5H6z",
	person: "M10 3a3.2 3.2 0 1 0 0 6.4a3.2 3.2 0 1 0 0-6.4M3.5 17c.6-3.6 3.2-5.2 6.5-5.2s5.9 1.6 6.5 5.2",
	question: "M6.5 7a3.500 3.500 0 1 1 5.500 2.900c-1.300.9-2 1.500-2 2.900M10 15.600v.3",
	more: "M4 10v.1M10 10v.1M16 10v.1",
	plus: "M10 4v12M4 10h12",
	warn: "M10 3L2.5 16.500h15zM10 8v4M10 14.200v.3",
	back: "M12 4l-6 6 6 6",
	forward: "M8 4l6 6-6 6",
	link: "M2.5 13a10 10 0 0 1 15 0M5 15.500a6.5 6.5 0 0 1 10 0M10 17.500v.1",
	refresh: "M16 10a6 6 0 1 1-1.8-4.300M16 3v3.500h-3.5",
	door: "M5 17V3h8v14M3 17h14M10.5 10v.3",
	leave: "M12 6V3.500H3.500v13H12V14M8 10h9M14 7l3 3l-3 3",
	mic: "M10 2.500a2.5 2.5 0 0 0-2.5 2.500v4.500a2.5 2.5 0 0 0 5 0V5A2.5 2.5 0 0 0 10 2.500M4.5 9.500a5.5 5.5 0 0 0 11 0M10 15v2.500M7 17.500h6",
	screen: "M2.5 4h15v10h-15zM7 17h6M10 14v3",
	calendar: "M3 4.500h14v12.500H3zM3 8.500h14M7 2.500v4M13 2.500v4",
	pen: "M3 17l1-4L14 3l3 3L7 16zM12 5l3 3M3 17.500h14",
	sheet: "M4 3h12v14H4zM4 7.500h12M4 12h12M9 7.500V17",
	circle: "M10 3.500a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13",
	camera: "M3 6.500h3.5L8 4.500h4l1.500 2H17v9.500H3zM10 8a2.900 2.900 0 1 0 0 5.800a2.900 2.900 0 1 0 0-5.800",
	people: "M7 4a2.700 2.700 0 1 0 0 5.400a2.700 2.700 0 1 0 0-5.400M2 16.500c.4-3.200 2.300-4.600 5-4.600s4.600 1.400 5 4.600M13 4.300a2.500 2.500 0 0 1 0 4.800M14.500 12.200c2 .5 3.200 1.900 3.500 4.300",
	help: "M10 2.500a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15M7.8 8a2.200 2.200 0 1 1 3.200 2c-.7.400-1 .8-1 1.600M10 14.200v.2",
	undo: "M7 4L3.500 7.500L7 11M3.500 7.500H12a4.500 4.500 0 0 1 0 9H8",
	hand: "M2.500 12.500h3l3-2h3.500a1.500 1.500 0 0 1 0 3H9M12.500 13l3.500-2.500a1.400 1.400 0 0 1 1.700 2.200L13 16.500H5.500h-3M6 4h8v4H6z",
	globe: "M10 2.500a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15M2.5 10h15M10 2.500c-5 4.5-5 10.5 0 15c5-4.5 5-10.5 0-15",
} as const;

export type IconName = keyof typeof PATHS;

/** Back and forward turn with the reading direction (see parts.css). */
export function Icon({ name }: { name: IconName }): VNode {
	return (
		<svg class="icon" data-icon={name} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
			<path d={PATHS[name]} />
		</svg>
	);
}
