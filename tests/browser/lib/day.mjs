// How a file of tests begins: the demonstration day is served, a browser is there, and both end after its tests. Not for files that start the
// server anew in between (page.mjs: serveDay, restart).
import { after } from "node:test";
import { launch, serveDay } from "./page.mjs";

/** { server, browser }; `args` are further flags of the server's, `flags` of Chromium's. */
export async function openDay({ args, flags } = {}) {
	const [server, browser] = await Promise.all([serveDay(args), launch(flags)]);
	after(async () => {
		await browser.close();
		await server.stop();
	});
	return { server, browser };
}
