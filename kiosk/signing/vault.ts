// What must survive a crash of this tablet: the signature that the server has not acknowledged yet.
import { type Kept, openVault } from "../common/net/vault.ts";
import type { Strokes } from "../common/wire/types.ts";

export interface SigningBody {
	signatory: string;
	means: "tablet";
	strokes: Strokes;
	text_sha256: string;
	reservation?: string;
	statement?: string;
}

export interface Parcel extends Kept {
	declaration: string;
	body: SigningBody;
	/** For the screen. */
	who: string;
}

export const vault = openVault<never, Parcel>("p2c.signing");
