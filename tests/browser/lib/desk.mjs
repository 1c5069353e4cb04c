// A desk for tests: opens the page, finds people nobody else uses, and goes to them as a clerk does.
import assert from "node:assert/strict";
import { answerOf, openPage } from "./page.mjs";

/** Counts what goes to the printer instead of printing it. */
const countPrints = () => {
	window.prints = 0;
	window.print = () => {
		window.prints += 1;
		dispatchEvent(new Event("afterprint"));
	};
};

/** Name and printer of a desk, as its browser keeps them. */
const placeOf = ({ name, printer }) => {
	if (name !== undefined) localStorage.setItem("p2c.desk.name", name);
	if (printer !== undefined) localStorage.setItem("p2c.desk.printer", printer);
};

/** A page of a desk, ready to type. `place` is { name, printer }. */
export async function openDesk(browser, server, { place = {}, ...options } = {}) {
	const init = `(${countPrints})(); (${placeOf})(${JSON.stringify(place)});`;
	const page = await openPage(browser, server, "/desk?lang=en", { role: "desk", init: { content: init }, ...options });
	await page.waitForFunction(() => document.activeElement?.id === "search");
	await page.waitForSelector("[data-testid=arrivals]");
	return page;
}

/** Types what identifies one person, and opens them with Enter. */
export async function openBy(page, text, id) {
	await page.keyboard.type(text);
	await page.waitForSelector(`#hit-${id}[aria-selected=true]`);
	await page.keyboard.press("Enter");
	await page.waitForSelector(`[data-testid=person][data-id="${id}"]`);
}

/** Questions to the server about people, and people whom no other test of the file has had. */
export function peopleOf(api) {
	const taken = new Set();
	const find = async (q, limit = 200) => (await answerOf(api.get(`/api/participants?q=${encodeURIComponent(q)}&limit=${limit}`))).participants;
	return {
		find,
		person: (id) => answerOf(api.get(`/api/participants/${id}`)),
		/** Somebody of the list for whom `fits` holds. */
		async somebody(fits, words = ["an", "ma", "ministry"]) {
			const rows = (await Promise.all(words.map((q) => find(q)))).flat();
			const row = rows.find((one) => fits(one) && !taken.has(one.id));
			assert.ok(row, `nobody fits: ${fits}`);
			taken.add(row.id);
			return row;
		},
		async post(id, verb, body = {}) {
			return answerOf(api.post(`/api/participants/${id}/${verb}`, body));
		},
	};
}
