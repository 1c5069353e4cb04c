// What must survive a crash of the moderator's laptop: the half-typed pledge and the pledges not yet acknowledged by the server.
import { type Kept, openVault } from "../common/net/vault.ts";
import type { Sheet, SheetBody } from "./sheet.ts";

/** One pledge on its way. */
export interface Parcel extends Kept {
	body: SheetBody;
	/** A second ear's. */
	isHearing?: boolean;
	/** What was typed, to put it back when the server refuses. */
	form: Sheet;
	/** For the row on the screen. */
	who: string;
}

/** What is being typed, with the key that it will be sent under: sent and typed again after a crash it is still one act. */
export type Draft = Sheet & { key?: string };

export const { isKeeping, keepDraft, forgetDraft, keepParcel, forgetParcel, draft, parcels } = openVault<Draft, Parcel>("p2c.moderator");
