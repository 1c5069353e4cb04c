// From the moderator's save to the change on the wall: two real Chromium pages, from the key press on one to the new figure in
// the DOM of the other. The rival is a bare WebSocket echo between the same two pages, which stores nothing.
import { createServer } from "node:http";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { WebSocketServer } from "ws";
import { cpuOf, end, fdatasync, launch, median, P2C, pace, row, signIn, workFolder } from "./tools.mjs";

const SAMPLES = 40;
/** The draft is on the disk by then, as it is when a person stops typing, and what the sample before set off is over. */
const REST_MS = 300;
const CLOCK = "2022-06-08T15:05:00+02:00";
const WAIT_MS = 10_000;
const FLUSHES = 500;
const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"];

const ECHO_PAGE = `<!doctype html><meta charset="utf-8"><title>echo</title><p id="shown">0</p><script>
const socket = new WebSocket(location.href.replace("http", "ws"));
socket.onopen = () => { document.title = "open"; };
socket.onmessage = ({ data }) => { document.getElementById("shown").textContent = data; };
let n = 0;
addEventListener("keydown", (event) => { if (event.key === "Enter") socket.send(String(n += 1)); });
</script>`;

/** Hands every message to everybody else and to the sender, as a chat would. */
async function startEcho() {
	const server = createServer((_request, answer) => answer.setHeader("Content-Type", "text/html").end(ECHO_PAGE));
	const sockets = new WebSocketServer({ server, perMessageDeflate: false });
	sockets.on("connection", (socket) => socket.on("message", (data) => {
		for (const other of sockets.clients) other.send(String(data));
	}));
	await new Promise((done) => server.listen(0, "127.0.0.1", done));
	return { url: `http://127.0.0.1:${server.address().port}/`, close: () => { for (const one of sockets.clients) one.terminate(); server.close(); } };
}

async function open(browser, url, cookie) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: "reduce" });
	if (cookie !== undefined) await context.addCookies([{ name: "p2c", value: cookie, url }]);
	const page = await context.newPage();
	await page.goto(url);
	return page;
}

/** When the key went down here, and when what `selector` shows changed there: milliseconds of one clock. */
async function watch(sender, receiver, selector) {
	await sender.evaluate(() => addEventListener("keydown", (event) => {
		if (event.key === "Enter") window.pressedAt = performance.timeOrigin + event.timeStamp;
	}, true));
	await receiver.evaluate((what) => {
		let before = document.querySelector(what)?.textContent;
		const look = () => {
			const after = document.querySelector(what)?.textContent;
			if (after === before) return;
			before = after;
			window.changed?.(performance.timeOrigin + performance.now());
		};
		new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
	}, selector);
}

/** Nothing is asked of the pages between the key and the change: that would be measured with them. */
async function sample(sender, receiver, prepare, modifier) {
	await sender.bringToFront();
	await prepare?.();
	await pace(REST_MS);
	const changed = receiver.evaluate((most) => new Promise((done, fail) => {
		window.changed = done;
		setTimeout(() => fail(new Error("nothing changed")), most);
	}), WAIT_MS);
	if (modifier !== undefined) await sender.keyboard.down(modifier);
	await pace(REST_MS / 10);
	await sender.keyboard.down("Enter");
	const to = await changed;
	await sender.keyboard.up("Enter");
	if (modifier !== undefined) await sender.keyboard.up(modifier);
	return to - await sender.evaluate(() => window.pressedAt);
}

const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];

async function serveDemo() {
	const data = join(workFolder(), "wall-demo");
	const server = launch(P2C, ["serve", "--demo", "--data", data, "--listen", "127.0.0.1:0", "--clock", CLOCK],
		{ ready: (text) => /"what":"listening".*"port":"(\d+)"/.exec(text)?.[1] });
	const port = Number(await server.up);
	return { ...server, data, url: `http://127.0.0.1:${port}` };
}

export async function benchWall({ rounds }) {
	const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
	const server = await serveDemo();
	const echo = await startEcho();
	try {
		const moderator = await open(browser, `${server.url}/moderator?lang=en`, await signIn(server, server.data, "moderator"));
		const wall = await open(browser, `${server.url}/hall?lang=en&scene=totals`);
		await moderator.waitForSelector("[data-testid=log-row]");
		await wall.waitForSelector("[data-testid=totals]");
		const [one, other] = [await open(browser, echo.url), await open(browser, echo.url)];
		for (const page of [one, other]) await page.waitForFunction(() => document.title === "open");
		await watch(moderator, wall, "[data-testid=totals] [data-kind=count] .num");
		await watch(one, other, "#shown");
		const ours = [];
		const bare = [];
		const used = [];
		const disk = await fdatasync(FLUSHES);
		let n = 0;
		const type = async () => {
			await moderator.focus("#line");
			await moderator.fill("#line", `p adoption // sample ${n += 1}`);
		};
		for (let round = 0; round < rounds; round += 1) {
			const mine = [];
			const theirs = [];
			for (let i = 0; i < SAMPLES; i += 1) {
				const before = cpuOf(server.pid).used;
				mine.push(await sample(moderator, wall, type, "Control"));
				used.push((cpuOf(server.pid).used - before) / 1e6);
				theirs.push(await sample(one, other));
			}
			ours.push(mine);
			bare.push(theirs);
		}
		const rowOf = (name, q) => row({ what: `save to the wall's DOM, ${name}`, unit: "ms", ours: ours.map((list) => quantile(list, q)),
			rival: bare.map((list) => 1.5 * quantile(list, q)), against: "1.5 × WebSocket echo", goal: 1 });
		return { rows: [rowOf("p50", 0.5), rowOf("p99", 0.99)],
			notes: [
				`the server's own work: ${median(used).toFixed(2)} ms CPU a save, with the notices and the wall's view`,
				`only ours: the disk's flush, by itself p50 ${disk.p50_us} µs, p99 ${disk.p99_us} µs`,
			] };
	} finally {
		echo.close();
		await browser.close();
		await end(server);
	}
}
