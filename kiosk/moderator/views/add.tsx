// Putting somebody on the list: found by name or scanned, with what is particular about the request.
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { category } from "../../common/net/catalogue.ts";
import { latinBeside } from "../../common/text/script.ts";
import { t } from "../../common/text/t.ts";
import { CategoryBand } from "../../common/ui/chip.tsx";
import { Marked } from "../../common/ui/name.tsx";
import type { Participant, SpeakerKind } from "../../common/wire/types.ts";
import { type Asking, addSpeaker } from "../floor.ts";
import { findPeople } from "../load.ts";
import { adding } from "../store.ts";
import { Finder } from "./finder.tsx";

function backToLine(): void {
	adding.value = null;
	document.getElementById("line")?.focus();
}

export function AddSpeaker({ kind }: { kind: SpeakerKind }): VNode {
	const [extra, setExtra] = useState<Asking>({});
	const flag = (name: "remote" | "prior"): VNode => (
		<label class="flag">
			<input type="checkbox" checked={extra[name] === true} onChange={(event) => setExtra({ ...extra, [name]: event.currentTarget.checked })} />
			<span>{t(`moderator.mark.${name}`)}</span>
		</label>
	);
	const speaksFor = extra.speaks_for?.trim() ?? "";
	const asking = (person: string): Asking => ({
		person,
		...(speaksFor !== "" && { speaks_for: speaksFor }),
		...(extra.remote === true && { remote: true }),
		...(extra.prior === true && { prior: true }),
	});
	return (
		<div class="add-speaker" data-kind={kind} key={kind}>
			<Finder<Participant>
				id="add-speaker"
				label={kind === "statement" ? t("moderator.add.label") : t(`moderator.kind.${kind}`)}
				hint={kind === "statement" ? t("moderator.add.hint") : t("moderator.add.hint_order")}
				find={findPeople}
				onPick={(person) => void addSpeaker(asking(person.id)).then(backToLine)}
				onClose={backToLine}
				option={(person, query) => <PersonOption person={person} query={query} />}
			/>
			{kind === "statement" && (
				<div class="add-extra">
					{flag("remote")}
					{flag("prior")}
					<input class="input" type="text" dir="auto" maxLength={120} aria-label={t("moderator.particular.speaks_for")}
						placeholder={t("moderator.particular.speaks_for")} value={extra.speaks_for ?? ""}
						onInput={(event) => setExtra({ ...extra, speaks_for: event.currentTarget.value })} />
				</div>
			)}
		</div>
	);
}

function PersonOption({ person, query }: { person: Participant; query: string }): VNode {
	const band = category(person.category);
	const latin = latinBeside(person.name);
	return (
		<>
			<span class="option-main">
				{band !== undefined && <CategoryBand category={band} size="small" />}
				<Marked text={person.name.display} query={query} />
				{latin !== null && <span class="soft"> <Marked text={latin} query={query} /></span>}
			</span>
			<span class="soft option-sub">
				<Marked text={person.entity.name} query={query} /> {person.entity.country}
			</span>
		</>
	);
}
