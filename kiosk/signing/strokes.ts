// From what the pad recorded to what is kept: whole numbers, thousandths of the pad's width, milliseconds since the pen first
// touched, never running backwards (a tablet's clock may jump), and not more than a request may carry. Pure.
import type { Strokes } from "../common/wire/types.ts";

export interface PadPoint { x: number; y: number; time: number }

/** Bytes of JSON that the server takes, with room to spare. */
const BYTES_MAX = 56_000;
const PLACE_MAX = 100_000;

export function strokesOf(recorded: readonly { points: readonly PadPoint[] }[], width: number): Strokes {
	const strokes = recorded.filter(({ points }) => points.length > 0);
	const began = strokes[0]?.points[0]?.time ?? 0;
	const place = (value: number): number => Math.min(Math.max(Math.round((value / width) * 1000), 0), PLACE_MAX);
	let last = 0;
	const kept = strokes.map(({ points }) =>
		points.map(({ x, y, time }): [number, number, number] => {
			last = Math.max(last, Math.round(time - began));
			return [place(x), place(y), last];
		}));
	return thinned(kept);
}

/** Every second point goes, as often as it takes; the first and the last of a stroke stay. */
function thinned(strokes: Strokes): Strokes {
	let out = strokes;
	while (JSON.stringify(out).length > BYTES_MAX && out.some((points) => points.length > 2)) {
		out = out.map((points) => points.filter((_, i) => i % 2 === 0 || i === points.length - 1));
	}
	return out;
}

/** Back onto a pad of this width. */
export function pointsOf(strokes: Strokes, width: number): { points: PadPoint[] }[] {
	return strokes.map((points) => ({ points: points.map(([x, y, time]) => ({ x: (x / 1000) * width, y: (y / 1000) * width, time })) }));
}
