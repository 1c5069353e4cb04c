import { answerOf, closePage, launch, openPage, serveDay } from "./lib/page.mjs";
const [server, browser] = await Promise.all([serveDay(), launch()]);
try {
	const desk = await server.as("desk");
	const rows = (await answerOf(desk.get("/api/participants?q=an&limit=200"))).participants;
	const good = rows.find((r) => r.state === "confirmed");
	const bad = rows.find((r) => r.state === "requested");
	const issue = async (r) => (await answerOf(desk.post(`/api/participants/${r.id}/badge`))).qr;
	const qr = await issue(good);
	const other = rows.filter((r) => r.state === "confirmed" && /[\u0600-\u06ff]/.test(r.name.display))[0] ?? good;
	const qr2 = await issue(other);
	for (const lang of ["en", "ar"]) {
		const page = await openPage(browser, server, `/door?lang=${lang}&point=main`, { role: "door", size: [390, 844] , hasNoise: true});
		await page.waitForSelector("[data-testid=ready]"); page.on("request", r => r.url().includes("/api/") && console.log(r.method(), r.url())); page.on("console", m => console.log(m.text()));
		const scan = async (code) => { await page.keyboard.type(code); await page.keyboard.press("Enter"); };
		await page.screenshot({ path: `/tmp/off/shots/${lang}-ready.png` });
		await scan(lang === "en" ? qr : qr2);
		await page.waitForSelector("[data-testid=answer]").catch(async (e) => { await page.screenshot({ path: "/tmp/off/shots/fail.png" }); console.log(page.faults, await page.evaluate(() => document.body.innerText)); throw e; });
		await page.screenshot({ path: `/tmp/off/shots/${lang}-green.png` });
		await scan("0123456789ABCDEFGHJK");
		await page.waitForSelector("[data-light=red]");
		await page.screenshot({ path: `/tmp/off/shots/${lang}-red.png` });
		await page.click("[data-testid=next]");
		await page.screenshot({ path: `/tmp/off/shots/${lang}-after.png` });
		await page.click("[data-testid=more]");
		await page.screenshot({ path: `/tmp/off/shots/${lang}-more.png` });
		await page.click("[data-testid=drill]");
		await page.keyboard.press("Escape");
		await scan(qr);
		await page.waitForSelector("[data-light=amber]");
		await page.screenshot({ path: `/tmp/off/shots/${lang}-amber.png` });
		await page.click("[data-testid=admit]");
		await page.waitForSelector("[data-light=green]");
		await page.screenshot({ path: `/tmp/off/shots/${lang}-own.png` });
		await page.waitForSelector("[data-testid=ready]"); page.on("request", r => r.url().includes("/api/") && console.log(r.method(), r.url())); page.on("console", m => console.log(m.text()));
		await page.screenshot({ path: `/tmp/off/shots/${lang}-alone.png` });
		console.log(lang, page.faults, await page.evaluate(() => [isSecureContext, navigator.serviceWorker?.controller?.scriptURL]));
		await page.context().close();
	}
} finally { await browser.close(); await server.stop(); }
