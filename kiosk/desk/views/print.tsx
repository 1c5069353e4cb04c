// Sends badges to the browser's own printer: their drawings fill pages of badge size that only the printer sees (print rules in
// print.css). No PDF viewer and no frame are needed, so it works in every browser and under the strict policy.
import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import { printing } from "../store.ts";

export function PrintSheet(): VNode | null {
	const serials = printing.value;
	return serials.length === 0 ? null : <Sheets key={serials.join()} serials={serials} />;
}

function Sheets({ serials }: { serials: readonly string[] }): VNode {
	const loaded = useRef(0);
	const onLoad = (): void => {
		loaded.current += 1;
		if (loaded.current === serials.length) print();
	};
	return (
		<div class="print-sheets" aria-hidden="true">
			{serials.map((serial) => <img key={serial} class="print-sheet" alt="" src={`/api/badges/${encodeURIComponent(serial)}.svg`} onLoad={onLoad} onError={forget} />)}
		</div>
	);
}

/** After the drawings are there; the sheets go when the print dialog has closed. */
function print(): void {
	window.addEventListener("afterprint", forget, { once: true });
	window.print();
}

function forget(): void {
	printing.value = [];
	if (document.querySelector("dialog[open]") === null) document.getElementById("search")?.focus();
}
