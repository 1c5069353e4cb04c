// Sends a badge to the printer: the badge's own drawing fills a page of badge size that only the printer sees (print rules
// in style.css). No PDF viewer and no frame are needed, so it works in every browser and under the strict policy.
import type { VNode } from "preact";
import { printing } from "../store.ts";

export function PrintSheet(): VNode | null {
	const serial = printing.value;
	if (serial === null) return null;
	return <img key={serial} class="print-sheet" alt="" src={`/api/badges/${encodeURIComponent(serial)}.svg`} onLoad={print} onError={forget} />;
}

/** After the drawing is there; the sheet goes when the print dialog has closed. */
function print(): void {
	window.addEventListener("afterprint", forget, { once: true });
	window.print();
}

function forget(): void {
	printing.value = null;
	document.getElementById("search")?.focus();
}
