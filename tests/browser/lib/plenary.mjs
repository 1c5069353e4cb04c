// The demonstration day in the middle of its pledging plenary, as the tests of the moderator's table need it: a server, a browser, a
// moderator of the API beside it, and the table open and ready to type.
import assert from "node:assert/strict";
import { answerOf, launch, openPage, serveDay } from "./page.mjs";

export class Plenary {
	static async open() {
		const [server, browser] = await Promise.all([serveDay(), launch()]);
		const api = await server.as("moderator");
		const { sessions } = await answerOf(api.get("/api/agenda"));
		const session = sessions.find((row) => row.kind === "plenary" && row.state === "running").id;
		return Object.assign(new Plenary(), { server, browser, api, session });
	}

	async close() {
		await this.browser.close();
		await this.server.stop();
	}

	floor(of = this.api) {
		return answerOf(of.get(`/api/sessions/${this.session}/speakers`));
	}

	/** `query` begins with "&". */
	async pledges(query = "", of = this.api) {
		return (await answerOf(of.get(`/api/pledges?limit=1000${query}`))).pledges;
	}

	/** The moderator's table of somebody of that role, the cursor in its line. */
	async table({ server = this.server, role = "moderator", ...options } = {}) {
		const page = await openPage(this.browser, server, "/moderator?lang=en", { role, ...options });
		await page.waitForSelector("[data-testid=floor]");
		await page.waitForSelector("[data-testid=log-row]");
		await page.waitForFunction(() => document.activeElement?.id === "line");
		return page;
	}

	/** Takes one line down; answers the pledge as the server has it. */
	async log(page, line) {
		const known = new Set((await this.pledges()).map((row) => row.id));
		await page.focus("#line");
		await page.keyboard.type(line);
		await page.keyboard.press("Control+Enter");
		await page.waitForFunction(() => document.getElementById("line").value === "" && document.querySelector("[data-testid=sending-row]") === null);
		const made = (await this.pledges()).filter((row) => !known.has(row.id));
		assert.equal(made.length, 1);
		await page.waitForSelector(`[data-row="${made[0].id}"]`);
		return made[0];
	}
}
