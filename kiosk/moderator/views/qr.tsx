// A QR code with its quiet zone, black on white whatever the theme.
import type { VNode } from "preact";

const QUIET = 4;

export function Qr({ size, path, label }: { size: number; path: string; label: string }): VNode {
	const side = size + 2 * QUIET;
	return (
		<svg class="qr" viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`} role="img" aria-label={label}>
			<path class="qr-ground" d={`M${-QUIET} ${-QUIET}h${side}v${side}h${-side}z`} />
			<path d={path} />
		</svg>
	);
}
