// The signs of this screen, drawn on the same 20 × 20 grid as common/ui/icon. Decorative: the word beside says it, too.
import type { VNode } from "preact";

const PATHS = {
	tick: "M4 10.5l4 4 8-9",
	cross: "M5 5l10 10M15 5L5 15",
	clock: "M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15M10 6v4.300l3 1.8",
	now: "M10 2.500a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15M10 6v4.300l3 1.8",
	day: "M3.5 4.500h13v12h-13zM3.5 8.500h13M7 2.500v3.500M13 2.500v3.500M7 12h.1M10 12h.1M13 12h.1",
	rooms: "M5 17V3h8v14M3 17h14M10.5 10v.3",
	focus: "M10 2.500a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15M10 6a4 4 0 1 0 0 8a4 4 0 1 0 0-8M10 9.900v.2",
	search: "M8.5 3a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M12.6 12.600L17 17",
	people: "M7 4a2.700 2.700 0 1 0 0 5.400a2.700 2.700 0 1 0 0-5.400M2 16.500c.4-3.200 2.300-4.600 5-4.600s4.600 1.400 5 4.600M13 4.300a2.500 2.500 0 0 1 0 4.800M14.500 12.200c2 .5 3.200 1.900 3.500 4.300",
	own: "M4 3.500h12v13h-12zM10 6.500a2 2 0 1 0 0 4a2 2 0 1 0 0-4M6.5 14c.4-1.700 1.700-2.400 3.500-2.400s3.100.7 3.500 2.400M8.5 3.500v-1.500h3v1.500",
	large: "M2.5 16L7 5l4.500 11M4 12.500h6M12.5 16l2.500-6.500l2.500 6.500M13.300 14h3.400",
	keys: "M2.5 5h15v10h-15zM5.500 8h.1M8.500 8h.1M11.500 8h.1M14.500 8h.1M6.500 12h7",
	space: "M3 9v4h14V9",
	erase: "M7 4.500h10.500v11H7L2.500 10zM10 7.800l4.500 4.500M14.500 7.800L10 12.300",
	hide: "M5 7l5 5l5-5M4 16h12",
	swap: "M4 7h11M12 3.500L15.500 7L12 10.500M16 13H5M8 9.500L4.500 13L8 16.500",
	pin: "M10 17.500c-4-4.5-5.5-7-5.5-9.500a5.5 5.5 0 0 1 11 0c0 2.5-1.5 5-5.5 9.500M10 7.900v.2",
	contrast: "M10 2.500a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15M10 2.500v15M12.5 4v12M15 6v8",
	lower: "M10 3v11M5.5 10l4.5 4.5 4.5-4.500M4 17.500h12",
} as const;

export type SignName = keyof typeof PATHS;

export function Sign({ name }: { name: SignName }): VNode {
	return (
		<svg class="icon" data-sign={name} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
			<path d={PATHS[name]} />
		</svg>
	);
}
