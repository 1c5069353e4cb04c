// The person in the panel: who it is, what is missing, where things stand, the badge, and what happened before.
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { ParticipantDetail } from "../../common/wire/types.ts";
import { catalogue, category, country } from "../../common/net/catalogue.ts";
import { countryName, languageName, time, words } from "../../common/text/format.ts";
import { hasKey, t } from "../../common/text/t.ts";
import { CategoryBand, StateChip } from "../../common/ui/chip.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { Bdi, PersonNameView } from "../../common/ui/name.tsx";
import { Photo } from "../../common/ui/photo.tsx";
import { ProblemPanel } from "../../common/ui/problem.tsx";
import * as find from "../find.ts";
import { heldAt } from "../held.ts";
import * as store from "../store.ts";
import { BadgeBlock } from "./badge.tsx";
import { Before } from "./before.tsx";
import { Marks } from "./marks.tsx";
import { Overview } from "./overview.tsx";
import { stateTone } from "./state.ts";
import { Acts, Status } from "./status.tsx";

export function PersonPanel(): VNode {
	const person = store.person.value;
	const failure = store.openFailure.value;
	return (
		<section class="panel" aria-label={t("desk.person.label")}>
			{failure !== null && <ProblemPanel failure={failure} onClose={find.close} />}
			{store.unknownCode.value !== null && <UnknownCode code={store.unknownCode.value} />}
			{person !== null && <Person key={person.id} person={person} />}
			{person === null && failure === null && store.unknownCode.value === null && <Overview />}
		</section>
	);
}

function UnknownCode({ code }: { code: string }): VNode {
	return (
		<div class="banner" data-tone="refuse" data-testid="unknown-code">
			<Icon name="cross" />
			<div>
				<p><b>{t("desk.scan.unknown")}</b></p>
				<p>{t("desk.scan.unknown.hint")}</p>
				<p class="code" dir="ltr">{code}</p>
			</div>
		</div>
	);
}

/** In a small window, or one made twice as large, who was opened stands beneath the hits and would stay unseen; closed, the field is next. */
function useIntoView(): { current: HTMLElement | null } {
	const at = useRef<HTMLElement>(null);
	useEffect(() => {
		at.current?.scrollIntoView({ block: "start" });
		return () => document.getElementById("search")?.scrollIntoView({ block: "nearest" });
	}, []);
	return at;
}

function Person({ person }: { person: ParticipantDetail }): VNode {
	const isHeld = store.isHeld.value;
	const at = useIntoView();
	return (
		<article ref={at} class="person" data-testid="person" data-id={person.id} data-state={person.state}>
			<PersonHead person={person} />
			{!isHeld && <Marks person={person} />}
			<Status person={person} />
			<Acts person={person} />
			{isHeld ? <Held /> : (
				<div class="person-body">
					<Facts person={person} />
					<BadgeBlock person={person} />
				</div>
			)}
			<Before person={person} />
		</article>
	);
}

/** What this page can and cannot do without the server, in words. */
function Held(): VNode {
	const at = heldAt();
	return <p class="held" data-testid="held">{at === null ? t("desk.held.none") : t("desk.held", { at: time(at) })}</p>;
}

function PersonHead({ person }: { person: ParticipantDetail }): VNode {
	const band = category(person.category);
	const home = country(person.entity.country);
	const type = catalogue.value?.entity_types.find((row) => row.key === person.entity.type);
	return (
		<header class="person-head">
			<Photo name={person.name} photo={person.photo} alt={t("desk.photo.of", { name: person.name.display })} />
			<div class="person-who">
				<h2><PersonNameView name={person.name} /></h2>
				{person.title !== null && person.title !== "" && <p class="person-title"><Bdi text={person.title} /></p>}
				<p class="person-entity"><Bdi text={person.entity.name} /></p>
				<p class="person-home soft">
					{type !== undefined && <span>{words(type.words)}</span>}
					{home && <span><Bdi text={countryName(home)} /> <abbr>{home.code}</abbr></span>}
				</p>
			</div>
			<div class="person-flags">
				{band && <CategoryBand category={band} />}
				<StateChip tone={stateTone(person.state)} text={t(`desk.state.${person.state}`)} />
				{person.remote && <StateChip tone="info" text={t("desk.remote")} />}
			</div>
		</header>
	);
}

function Facts({ person }: { person: ParticipantDetail }): VNode {
	return (
		<dl class="facts">
			<Fact name={t("desk.fact.registration")}>{person.registration_id !== null && <span class="code" dir="ltr">{person.registration_id}</span>}</Fact>
			<Fact name={t("desk.fact.language")}>{person.language !== null && languageName(person.language)}</Fact>
			<Fact name={t("desk.fact.roles")}>{person.roles.map(roleName).join(", ")}</Fact>
			{person.collector !== "" && <Fact name={t("desk.fact.collector")}><Bdi text={person.collector} /></Fact>}
			{person.host !== null && <Fact name={t("desk.fact.host")}><PersonLink id={person.host.id} name={person.host.name} /></Fact>}
			{person.guests.length > 0 && (
				<Fact name={t("desk.fact.guests")}>{person.guests.map((row) => <PersonLink key={row.id} id={row.id} name={row.name} />)}</Fact>
			)}
		</dl>
	);
}

function PersonLink({ id, name }: { id: string; name: string }): VNode {
	return <button type="button" class="link" onClick={() => void find.open(id)}><Bdi text={name} /></button>;
}

/** In words; a role of the organisers' own stays as they wrote it. */
function roleName(role: string): string {
	const key = `desk.role.${role}`;
	return hasKey(key) ? t(key) : role;
}

function Fact({ name, children }: { name: string; children: ComponentChildren }): VNode {
	const isEmpty = children === undefined || children === null || children === false || children === "";
	return (
		<div>
			<dt>{name}</dt>
			<dd>{isEmpty ? "–" : children}</dd>
		</div>
	);
}
