// What must survive a crash of this device: what is half done, and what the server has not acknowledged yet. Written with strict
// durability: "done" here means on the disk, not in a buffer. Not for caches.
import { type Signal, signal } from "@preact/signals";

/** `key` is the idempotency key, so sending it again is always safe. */
export interface Kept { key: string; madeAt: number }

export interface Vault<Draft, Parcel extends Kept> {
	/** False when this browser keeps nothing (private window, policy): the screen then says so. */
	isKeeping: Signal<boolean>;
	/** These resolve when it is on the disk; false when it is not. */
	keepDraft(draft: Draft): Promise<boolean>;
	forgetDraft(): Promise<boolean>;
	keepParcel(parcel: Parcel): Promise<boolean>;
	forgetParcel(key: string): Promise<boolean>;
	draft(): Promise<Draft | null>;
	/** Oldest first. */
	parcels(): Promise<Parcel[]>;
}

type Store = "draft" | "parcels";
const FORMAT = 1;
const DRAFT_ROW = "draft";

/** One database a screen; opened at its first use. */
export function openVault<Draft, Parcel extends Kept>(name: string): Vault<Draft, Parcel> {
	const isKeeping = signal(true, { name: `${name}.isKeeping` });
	let opening: Promise<IDBDatabase | null> | null = null;
	const base = (): Promise<IDBDatabase | null> => {
		opening ??= open(name).then((opened) => {
			isKeeping.value = opened !== null;
			return opened;
		});
		return opening;
	};
	const write = async (store: Store, act: (rows: IDBObjectStore) => void): Promise<boolean> => writeTo(await base(), store, act);
	const read = async <T>(store: Store, act: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> => readFrom(await base(), store, act);
	return {
		isKeeping,
		keepDraft: (draft) => write("draft", (rows) => rows.put(draft, DRAFT_ROW)),
		forgetDraft: () => write("draft", (rows) => rows.delete(DRAFT_ROW)),
		keepParcel: (parcel) => write("parcels", (rows) => rows.put(parcel)),
		forgetParcel: (key) => write("parcels", (rows) => rows.delete(key)),
		draft: async () => (await read("draft", (rows) => rows.get(DRAFT_ROW) as IDBRequest<Draft | undefined>)) ?? null,
		parcels: async () => {
			const rows = (await read("parcels", (store) => store.getAll() as IDBRequest<Parcel[]>)) ?? [];
			return rows.sort((a, b) => a.madeAt - b.madeAt);
		},
	};
}

function open(name: string): Promise<IDBDatabase | null> {
	return new Promise((resolve) => {
		try {
			const request = indexedDB.open(name, FORMAT);
			request.onupgradeneeded = () => {
				request.result.createObjectStore("draft");
				request.result.createObjectStore("parcels", { keyPath: "key" });
			};
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => resolve(null);
			request.onblocked = () => resolve(null);
		} catch {
			resolve(null);
		}
	});
}

function writeTo(base: IDBDatabase | null, store: Store, act: (rows: IDBObjectStore) => void): Promise<boolean> {
	if (base === null) return Promise.resolve(false);
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

function readFrom<T>(base: IDBDatabase | null, store: Store, act: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
	if (base === null) return Promise.resolve(undefined);
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
