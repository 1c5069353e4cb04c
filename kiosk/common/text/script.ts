// Which letters a name is written in. Only what the screens need to decide whether a Latin form helps. Pure.
import type { PersonName } from "../wire/types.ts";

const OTHER_LETTER = /(?!\p{Script=Latin})\p{L}/u;

/** The Latin form beside a name in another script. For "Inês Assunção" the form without accents tells nothing new: null. */
export function latinBeside(name: PersonName): string | null {
	const latin = name.latin ?? "";
	return latin !== "" && latin !== name.display && OTHER_LETTER.test(name.display) ? latin : null;
}
