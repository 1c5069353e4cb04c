/*
 * What modules that ask the server expect of a browser, in node: a server that answers when the test says so, a stream, a disk in
 * memory, and a clock that moves by hand. Imported before the modules are loaded.
 */

/* ---- the server ---- */

/** Questions that were sent and are not answered yet, oldest first: { url, method, answer(body, status), fail() }. */
export const open = [];

globalThis.fetch = (url, { method = "GET", signal }) => new Promise((resolve, reject) => {
	const leave = () => {
		if (open.includes(question)) open.splice(open.indexOf(question), 1);
	};
	const fail = () => {
		leave();
		reject(new TypeError("no answer"));
	};
	const question = {
		url, method, fail,
		answer: (body, status = 200) => {
			leave();
			resolve(new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } }));
		},
	};
	open.push(question);
	signal?.addEventListener("abort", fail);
});

/** The newest question of that address that waits. */
export const asked = (url) => open.findLast((question) => question.url.split("?")[0] === url);

/** Everything that can go on without the server and without time has gone on. */
export async function settle() {
	for (let i = 0; i < 10; i += 1) await new Promise((resolve) => { setImmediate(resolve); });
}

/* ---- the stream ---- */

/** Every stream that was ever opened. */
export const streams = [];

globalThis.EventSource = class extends EventTarget {
	static CLOSED = 2;
	readyState = 1;
	constructor(url) {
		super();
		this.url = url;
		streams.push(this);
	}
	close() {
		this.readyState = 2;
	}
};

/* ---- the disk: as much of IndexedDB as common/net/base.ts uses ---- */

/** By the name of the store. */
export const disk = new Map();

const soon = (request, result) => {
	setImmediate(() => {
		request.result = result;
		request.onsuccess?.({ target: request });
	});
	return request;
};
const storeOf = (rows) => ({
	get: (key) => soon({}, rows.get(key)),
	put: (row, key) => soon({}, rows.set(key, row)),
	clear: () => soon({}, rows.clear()),
});
const base = {
	createObjectStore: (name) => disk.set(name, new Map()),
	transaction: (name) => {
		const transaction = { objectStore: () => storeOf(disk.get(name)) };
		setImmediate(() => setImmediate(() => transaction.oncomplete?.()));
		return transaction;
	},
};
globalThis.indexedDB = {
	open: () => {
		const request = { result: base };
		setImmediate(() => {
			request.onupgradeneeded();
			request.onsuccess();
		});
		return request;
	},
};

/* ---- the page ---- */

/** Where the page was sent. */
export const visited = [];

const kept = new Map();
const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
const note = { textContent: "", dataset: {}, append: () => undefined, setAttribute: () => undefined, remove: () => undefined };
/** What waits for its time, in the order of the identities. */
const timers = new Map();
let [time, made] = [0, 0];
Object.assign(globalThis, {
	window: {
		setTimeout: (act, ms) => {
			made += 1;
			timers.set(made, { act, at: time + ms });
			return made;
		},
		clearTimeout: (id) => timers.delete(id),
		addEventListener: () => undefined,
	},
	isSecureContext: true, localStorage: storage, sessionStorage: storage,
	location: { pathname: "/desk", search: "", replace: (url) => visited.push(url) },
	document: { createElement: () => note, querySelector: () => null, documentElement: note, body: note },
});

/** Time passes, in steps that let what it began go on. */
export async function wait(ms) {
	for (const end = time + ms; time < end;) {
		time += 250;
		for (const [id, { act, at }] of timers) if (at <= time && timers.delete(id)) act();
		await settle();
	}
}
