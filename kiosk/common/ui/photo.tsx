// A person's photo, or their initials where there is none. Always 3:4, so that nothing moves when the picture arrives.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Participant, PersonName } from "../wire/types.ts";

export interface PhotoProps {
	name: PersonName;
	photo: Participant["photo"];
	/** small: in rows of a list. */
	size?: "full" | "small";
	/** What it shows, for those who cannot see it; absent: the name stands beside it. */
	alt?: string;
}

export function Photo({ name, photo, size = "full", alt = "" }: PhotoProps): VNode {
	const [failed, setFailed] = useState<string | null>(null);
	// A newer photo of the same person has the same address: the fragment makes the browser look again.
	const url = photo === null ? null : `${photo.url}#${photo.at}`;
	if (url === null || failed === url) {
		return <span class="photo" data-size={size} data-state="none" aria-hidden="true">{initials(name.latin ?? name.display)}</span>;
	}
	return <img class="photo" data-size={size} data-state="photo" data-testid="photo" src={url} alt={alt} width={480} height={640} decoding="async" onError={() => setFailed(url)} />;
}

/** At most two letters. Titles ("H.E.") are no part of a name. */
export function initials(name: string): string {
	const parts = name.split(/[\s-]+/).filter((part) => part !== "" && !part.includes("."));
	return [parts[0], parts.length > 1 ? parts.at(-1) : ""].map((part) => Array.from(part ?? "")[0] ?? "").join("").toUpperCase();
}
