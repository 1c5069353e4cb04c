// The service worker: keeps the pages of desk, door, kiosk, signs and sign-in so that they open when the server is gone. A page comes from the
// server when it answers soon, else from here; so does the floor plan. Answers of the API are never kept. A new version is fetched whole in the background
// and stands behind the next load; files of the version before stay for pages that are still open.

/** Addresses of pages and of the files they are made of, written in by the build. */
declare const KEPT: { version: string; pages: readonly string[]; files: readonly string[] };

interface Extendable extends Event { waitUntil(work: Promise<unknown>): void }
interface FetchEvent extends Extendable { request: Request; respondWith(answer: Promise<Response>): void }
interface WorkerScope {
	addEventListener(type: "install" | "activate", act: (event: Extendable) => void): void;
	addEventListener(type: "fetch", act: (event: FetchEvent) => void): void;
	skipWaiting(): Promise<void>;
	clients: { claim(): Promise<void> };
	location: Location;
}

const scope = self as unknown as WorkerScope;
const PREFIX = "p2c-pages-";
/** The one picture that changes while the pages do not: its last answer stays. */
const PLAN = "/plan.png";
const PICTURES = "p2c-pictures";
/** The signs of all rooms are one page, the board's; its address says which room. */
const SIGNS = "/sign/";
const BOARD = "/wall";
/** Who waits longer than this for a page works from what is here. */
const PAGE_MS = 1500;

scope.addEventListener("install", (event) => event.waitUntil(keepAll().then(() => scope.skipWaiting())));
scope.addEventListener("activate", (event) => event.waitUntil(dropOld().then(() => scope.clients.claim())));
scope.addEventListener("fetch", (event) => {
	const { pathname, origin } = new URL(event.request.url);
	if (event.request.method !== "GET" || origin !== scope.location.origin) return;
	const kept = pathname.startsWith(SIGNS) ? BOARD : pathname;
	if (event.request.mode === "navigate" && KEPT.pages.includes(kept)) event.respondWith(page(event.request, kept));
	else if (pathname === PLAN) event.respondWith(picture(event.request));
	else if (KEPT.files.includes(pathname)) event.respondWith(file(event.request));
});

/** All or nothing: a version that is not whole is not installed. */
async function keepAll(): Promise<void> {
	const cache = await caches.open(PREFIX + KEPT.version);
	await cache.addAll([...KEPT.pages.map((path) => new Request(path, { cache: "no-cache" })), ...KEPT.files]);
}

/** This version and the youngest of those before stay. */
async function dropOld(): Promise<void> {
	const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== PREFIX + KEPT.version);
	await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

async function page(request: Request, pathname: string): Promise<Response> {
	const asked = fetch(request);
	const soon = await Promise.race([asked.catch(() => null), new Promise<null>((resolve) => setTimeout(() => resolve(null), PAGE_MS))]);
	if (soon?.ok === true) return soon;
	const kept = await (await caches.open(PREFIX + KEPT.version)).match(pathname);
	return kept ?? soon ?? asked;
}

async function picture(request: Request): Promise<Response> {
	const kept = await caches.open(PICTURES);
	try {
		const answer = await fetch(request);
		if (answer.ok) await kept.put(PLAN, answer.clone());
		return answer;
	} catch (error) {
		const last = await kept.match(PLAN);
		if (last === undefined) throw error;
		return last;
	}
}

/** Their names carry the hash of what is in them, so a kept one is the right one. */
async function file(request: Request): Promise<Response> {
	return (await caches.match(request)) ?? fetch(request);
}
