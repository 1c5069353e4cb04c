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
