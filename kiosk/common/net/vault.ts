// What must survive a crash of this device: what is half done, and what the server has not acknowledged yet. Written with strict
// durability: "done" here means on the disk, not in a buffer. Not for caches.
import { type Signal, signal } from "@preact/signals";
import { openBase } from "./base.ts";

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
	const base = openBase(name, FORMAT, (made) => {
		made.createObjectStore("draft");
		made.createObjectStore("parcels", { keyPath: "key" });
	});
	const write = async (store: Store, act: (rows: IDBObjectStore) => void): Promise<boolean> => {
		isKeeping.value = await base.isOpen();
		return base.write(store, "strict", act);
	};
	const read = async <T>(store: Store, act: (rows: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> => {
		isKeeping.value = await base.isOpen();
		return base.read(store, act);
	};
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
