// Where one is on this page, kept in the address (#doors/cards, #people/list/ID), so that every place can be linked to and Back works.
import { signal } from "@preact/signals";

export interface Place { tab: string; part: string; id: string }

const here = signal<Place>({ tab: "", part: "", id: "" }, { name: "place" });
export const place = here;

function read(): Place {
	const [tab = "", part = "", id = ""] = location.hash.slice(1).split("/").map(decodeURIComponent);
	return { tab, part, id };
}

export function addressOf(tab: string, part = "", id = ""): string {
	const parts = [tab, part, id].map(encodeURIComponent);
	while (parts.length > 1 && parts.at(-1) === "") parts.pop();
	return `#${parts.join("/")}`;
}

export function go(tab: string, part = "", id = ""): void {
	location.hash = addressOf(tab, part, id);
}

/** Opens, or with "" closes, one thing of the list that is shown. */
export function open(id: string): void {
	go(here.peek().tab, here.peek().part, id);
}

/** The same place with all its names, for an address that left some out; Back does not see it. */
export function complete(tab: string, part: string): void {
	const { id } = here.peek();
	history.replaceState(null, "", addressOf(tab, part, id));
	here.value = { tab, part, id };
}

export function followAddress(): void {
	here.value = read();
	window.addEventListener("hashchange", () => {
		here.value = read();
	});
}
