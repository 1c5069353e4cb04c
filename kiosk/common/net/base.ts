// IndexedDB as promises that never reject: false or undefined says that nothing was kept or found. Not for what is kept where.

/** Only "strict" waits for the disk. It costs a flush: for what nobody else has; not for what the server can say again. */
export type Durability = "strict" | "relaxed";

export interface Base {
	/** False when this browser keeps nothing (private window, policy). */
	isOpen(): Promise<boolean>;
	/** True when it is kept: all of what `act` did, or nothing of it. */
	write(store: string, durability: Durability, act: (rows: IDBObjectStore) => void): Promise<boolean>;
	read<T>(store: string, act: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined>;
}

/** Opened at its first use. `make` builds the stores of that format. */
export function openBase(name: string, format: number, make: (base: IDBDatabase) => void): Base {
	let opening: Promise<IDBDatabase | null> | null = null;
	const base = (): Promise<IDBDatabase | null> => (opening ??= open(name, format, make));
	return {
		isOpen: async () => (await base()) !== null,
		write: async (store, durability, act) => writeTo(await base(), store, durability, act),
		read: async (store, act) => readFrom(await base(), store, act),
	};
}

function open(name: string, format: number, make: (base: IDBDatabase) => void): Promise<IDBDatabase | null> {
	return new Promise((resolve) => {
		try {
			const request = indexedDB.open(name, format);
			request.onupgradeneeded = () => make(request.result);
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => resolve(null);
			request.onblocked = () => resolve(null);
		} catch {
			resolve(null);
		}
	});
}

function writeTo(base: IDBDatabase | null, store: string, durability: Durability, act: (rows: IDBObjectStore) => void): Promise<boolean> {
	if (base === null) return Promise.resolve(false);
	return new Promise((resolve) => {
		try {
			const transaction = base.transaction(store, "readwrite", { durability });
			transaction.oncomplete = () => resolve(true);
			transaction.onabort = () => resolve(false);
			act(transaction.objectStore(store));
		} catch {
			resolve(false);
		}
	});
}

function readFrom<T>(base: IDBDatabase | null, store: string, act: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
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
