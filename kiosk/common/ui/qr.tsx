// A QR code with its quiet zone, black on white whatever the theme.
import type { VNode } from "preact";

/** Modules of white that a reader needs around the code (ISO/IEC 18004). */
const QUIET = 4;

/** `rows` of 0 and 1, 1 is dark. */
export function Qr({ rows, label }: { rows: readonly string[]; label: string }): VNode {
	const side = rows.length + 2 * QUIET;
	const path = rows.flatMap((row, y) => [...row].map((cell, x) => (cell === "1" ? `M${x} ${y}h1v1h-1z` : ""))).join("");
	return (
		<svg class="qr" viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`} shape-rendering="crispEdges" role="img" aria-label={label}>
			<path class="qr-paper" d={`M${-QUIET} ${-QUIET}h${side}v${side}h${-side}z`} />
			<path class="qr-ink" d={path} />
		</svg>
	);
}
