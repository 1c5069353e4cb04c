// What both parts of the tab have: which session it is about, and people without one in their hands.
import type { VNode } from "preact";
import { catalogue } from "../../../common/net/catalogue.ts";
import { shortDay, time, words } from "../../../common/text/format.ts";
import { hasKey, t } from "../../../common/text/t.ts";
import { Bdi, PersonNameView } from "../../../common/ui/name.tsx";
import * as store from "../../groups/store.ts";
import { open, place } from "../../route.ts";
import { Choose } from "../parts.tsx";

/** The session in the address; an address of another kind of session is kept, and named by its title. */
export function SessionChoice({ part }: { part: "breakout" | "seating" }): VNode {
	return (
		<Choose id={`${part}-session`} label={t("admin.paper.session")} all={t("groups.choose")} value={place.value.id} onChange={open}
			options={store.sessionsFor(part).map((row) => ({ value: row.id, label: `${shortDay(row.starts_at)} ${time(row.starts_at)} · ${row.code ?? ""} · ${words(row.title)}` }))} />
	);
}

/** Who, and where they come from. */
export function NameLines({ name, latin, sub }: { name: string; latin: string; sub: string }): VNode {
	return (
		<span class="name-lines">
			<PersonNameView name={{ display: name, latin }} />
			{sub !== "" && <span class="soft"><Bdi text={sub} /></span>}
		</span>
	);
}

export function regionName(key: string | null): string {
	return key !== null && hasKey(`groups.region.${key}`) ? t(`groups.region.${key as "africa"}`) : t("groups.region.none");
}

export function typeName(key: string): string {
	const row = catalogue.value?.entity_types.find((type) => type.key === key);
	return row === undefined ? key : words(row.words);
}
