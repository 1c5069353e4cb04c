// What must survive a crash of this laptop: the half-typed pledge and the pledges not yet acknowledged by the server.
// Written with strict durability: "done" here means on the disk, not in a buffer. Not for caches.
import { signal } from "@preact/signals";
import type { Sheet, SheetBody } from "./sheet.ts";

/** One pledge on its way; `key` is its idempotency key, so sending it again is always safe. */
export interface Parcel {
	key: string;
	madeAt: number;
	body: SheetBody;
	/** A second ear's. */
	isHearing?: boolean;
	/** What was typed, to put it back when the server refuses. */
	form: Sheet;
	/** For the row on the screen. */
	who: string;
}

const NAME = "p2c.moderator";
const FORMAT = 1;
const DRAFT_ROW = "draft";

/** False when this browser keeps nothing (private window, policy): the screen then says so. */
export const isKeeping = signal(true, { name: "vault.isKeeping" });

let opening: Promise<IDBDatabase | null> | null = null;

function open(): Promise<IDBDatabase | null> {
	opening ??= new Promise((resolve) => {
		const give = (base: IDBDatabase | null): void => {
			isKeeping.value = base !== null;
			resolve(base);
		};
		try {
			const request = indexedDB.open(NAME, FORMAT);
			request.onupgradeneeded = () => {
				request.result.createObjectStore("draft");
				request.result.createObjectStore("parcels", { keyPath: "key" });
			};
			request.onsuccess = () => give(request.result);
			request.onerror = () => give(null);
			request.onblocked = () => give(null);
		} catch {
			give(null);
		}
	});
	return opening;
}

type Store = "draft" | "parcels";

/** Resolves when the transaction is on the disk; false when it is not. */
async function write(store: Store, act: (rows: IDBObjectStore) => void): Promise<boolean> {
	const base = await open();
	if (base === null) return false;
	return new Promise((resolve) => {
		try {
			const transaction = base.transaction(store, "readwrite", { durability: "strict" });
			transaction.oncomplete = () => resolve(true);
			transaction.onabort = () => resolve(false);
			act(transaction.objectStore(store));
		} catch {
			resolve(false);
		}
	});
}

async function read<T>(store: Store, act: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
	const base = await open();
	if (base === null) return undefined;
	return new Promise((resolve) => {
		try {
			const request = act(base.transaction(store).objectStore(store));
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => resolve(undefined);
		} catch {
			resolve(undefined);
		}
	});
}

export function keepDraft(form: Sheet): Promise<boolean> {
	return write("draft", (rows) => rows.put(form, DRAFT_ROW));
}

export function forgetDraft(): Promise<boolean> {
	return write("draft", (rows) => rows.delete(DRAFT_ROW));
}

export async function draft(): Promise<Sheet | null> {
	return ((await read("draft", (rows) => rows.get(DRAFT_ROW) as IDBRequest<Sheet | undefined>)) ?? null) as Sheet | null;
}

export function keepParcel(parcel: Parcel): Promise<boolean> {
	return write("parcels", (rows) => rows.put(parcel));
}

export function forgetParcel(key: string): Promise<boolean> {
	return write("parcels", (rows) => rows.delete(key));
}

/** Oldest first. */
export async function parcels(): Promise<Parcel[]> {
	const rows = (await read("parcels", (store) => store.getAll() as IDBRequest<Parcel[]>)) ?? [];
	return rows.sort((a, b) => a.madeAt - b.madeAt);
}
