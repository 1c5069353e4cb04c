// The pad: signature_pad on a canvas that follows its box. Strokes survive a turned or resized tablet. Not for what happens with them.
import SignaturePad from "signature_pad";
import type { Strokes } from "../common/wire/types.ts";
import { hasInk } from "./store.ts";
import { pointsOf, strokesOf } from "./strokes.ts";

let pad: SignaturePad | null = null;
let canvas: HTMLCanvasElement | null = null;
/** What is written, whatever the size of the pad; kept while the pad is not on the screen. */
let written: Strokes = [];

function draw(): void {
	if (pad === null || canvas === null) return;
	pad.clear();
	const width = canvas.clientWidth;
	const pen = { penColor: pad.penColor, dotSize: pad.dotSize, minWidth: pad.minWidth, maxWidth: pad.maxWidth, velocityFilterWeight: pad.velocityFilterWeight, compositeOperation: pad.compositeOperation };
	if (written.length > 0) pad.fromData(pointsOf(written, width).map(({ points }) => ({ ...pen, points: points.map((point) => ({ ...point, pressure: 0.5 })) })));
	hasInk.value = written.length > 0;
}

function fit(): void {
	if (canvas === null || canvas.clientWidth === 0) return;
	const ratio = Math.max(window.devicePixelRatio, 1);
	canvas.width = Math.round(canvas.clientWidth * ratio);
	canvas.height = Math.round(canvas.clientHeight * ratio);
	canvas.getContext("2d")?.scale(ratio, ratio);
	draw();
}

/** Takes a canvas as the pad, or gives it up. */
export function attachPad(element: HTMLCanvasElement | null): void {
	pad?.off();
	pad = null;
	canvas = element;
	if (element === null) return;
	pad = new SignaturePad(element, { penColor: getComputedStyle(element).color, minWidth: 0.9, maxWidth: 2.8, minDistance: 3 });
	pad.addEventListener("endStroke", () => {
		written = strokesOf(pad?.toData() ?? [], element.clientWidth);
		hasInk.value = written.length > 0;
	});
	new ResizeObserver(fit).observe(element);
	fit();
}

export function clearPad(): void {
	written = [];
	pad?.clear();
	hasInk.value = false;
}

export function strokes(): Strokes {
	return written;
}

/** Puts a signature back that the server did not take. */
export function putBack(kept: Strokes): void {
	written = kept;
	draw();
}
