// The person in the panel: who it is, whether all is in order, the badge, and the one thing to do now.
import type { ComponentChildren, VNode } from "preact";
import type { ParticipantDetail } from "../../common/wire/types.ts";
import { catalogue, category, country } from "../../common/net/catalogue.ts";
import { countryName, languageName, time, words } from "../../common/text/format.ts";
import { hasKey, t } from "../../common/text/t.ts";
import { ActionButton, Button } from "../../common/ui/button.tsx";
import { CategoryBand, StateChip } from "../../common/ui/chip.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { Bdi, PersonNameView } from "../../common/ui/name.tsx";
import { ProblemPanel, type Failure } from "../../common/ui/problem.tsx";
import { actions } from "../actions.ts";
import * as find from "../find.ts";
import * as store from "../store.ts";
import { BadgeBlock } from "./badge.tsx";
import { HistoryList } from "./history.tsx";
import { stateTone } from "./state.ts";

export function PersonPanel(): VNode {
	const person = store.person.value;
	const failure = store.openFailure.value;
	return (
		<section class="panel" aria-label={t("desk.person.label")}>
			{failure !== null && <ProblemPanel failure={failure} onClose={find.close} />}
			{store.unknownCode.value !== null && <UnknownCode code={store.unknownCode.value} />}
			{person !== null && <Person key={person.id} person={person} />}
			{person === null && failure === null && store.unknownCode.value === null && <EmptyPanel />}
		</section>
	);
}

function EmptyPanel(): VNode {
	const hit = store.highlighted.value;
	return (
		<div class="panel-empty">
			<Icon name="person" />
			<p>{hit === undefined ? t("desk.person.none") : t("desk.person.press_enter", { name: hit.name.display })}</p>
		</div>
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

function Person({ person }: { person: ParticipantDetail }): VNode {
	return (
		<article class="person" data-testid="person" data-id={person.id} data-state={person.state}>
			<Outcome person={person} />
			<PersonHead person={person} />
			<Acts person={person} />
			<div class="person-body">
				<Facts person={person} />
				<BadgeBlock person={person} />
			</div>
			<HistoryList rows={person.history} />
		</article>
	);
}

function PersonHead({ person }: { person: ParticipantDetail }): VNode {
	const band = category(person.category);
	return (
		<header class="person-head">
			<span class="person-mark" aria-hidden="true">{initials(person.name.latin ?? person.name.display)}</span>
			<div class="person-who">
				<h2><PersonNameView name={person.name} /></h2>
				{person.title !== null && <p class="person-title"><Bdi text={person.title} /></p>}
				<p class="person-entity"><Bdi text={person.entity.name} /></p>
			</div>
			<div class="person-flags">
				{band && <CategoryBand category={band} />}
				<StateChip tone={stateTone(person.state)} text={t(`desk.state.${person.state}`)} />
			</div>
		</header>
	);
}

/** What came of the last act on this person. */
function Outcome({ person }: { person: ParticipantDetail }): VNode | null {
	const act = store.checkIn.value;
	if (act.state === "failed") return <CheckInFailed failure={act.failure} />;
	if (act.state === "done") return <DoneBanner person={person} isFirst={act.isFirst} isNew={act.isNew} />;
	if (person.state === "arrived" && person.badge !== null) {
		return <Banner tone="ok" title={t("desk.banner.arrived", { at: time(person.arrived_at ?? "") })}>{t("desk.banner.arrived.hint")}</Banner>;
	}
	if (person.state === "requested") return <Banner tone="warn" title={t("desk.banner.requested")}>{t("desk.banner.requested.hint")}</Banner>;
	return null;
}

/** A refusal stays one however often it is sent; only what nobody knows is worth another try. */
function CheckInFailed({ failure }: { failure: Failure }): VNode {
	return <ProblemPanel failure={failure} {...(failure.kind === "unknown" && { onRetry: () => actions.run("person.checkin") })} />;
}

function DoneBanner({ person, isFirst, isNew }: { person: ParticipantDetail; isFirst: boolean; isNew: boolean }): VNode {
	const at = time(person.arrived_at ?? "");
	const serial = person.badge?.serial ?? "";
	const hint = isNew ? t("desk.banner.printing", { serial }) : t("desk.banner.not_printed");
	return isFirst
		? <Banner tone="ok" title={t("desk.banner.done", { at })} testId="checked-in">{hint}</Banner>
		: <Banner tone="warn" title={t("desk.banner.arrived", { at })} testId="already">{hint}</Banner>;
}

function Banner(props: { tone: "ok" | "warn"; title: string; children: ComponentChildren; testId?: string }): VNode {
	return (
		<div class="banner" data-tone={props.tone} data-testid={props.testId}>
			<Icon name={props.tone === "ok" ? "tick" : "warn"} />
			<div>
				<p><b>{props.title}</b></p>
				<p>{props.children}</p>
			</div>
		</div>
	);
}

function Acts({ person }: { person: ParticipantDetail }): VNode {
	const act = store.checkIn.value;
	const isBusy = act.state === "busy";
	const isOver = person.state === "arrived" && person.badge !== null;
	const label = !isBusy ? t("desk.action.checkin") : act.attempt > 1 ? t("desk.action.checkin.again") : t("desk.action.checkin.busy");
	return (
		<div class="person-acts">
			{!isOver && (
				<Button tone="main" icon="print" chord="Enter" testId="person.checkin" isBusy={isBusy} onPress={pressCheckIn}>{label}</Button>
			)}
			{person.badge !== null && <ActionButton actions={actions} id="badge.reprint" icon="refresh" />}
			<ActionButton actions={actions} id="desk.back" tone="quiet" />
		</div>
	);
}

/** The focus goes back to the field at once, so that the next person can be typed while this one is being saved. */
function pressCheckIn(): void {
	actions.run("person.checkin");
	document.getElementById("search")?.focus();
}

function Facts({ person }: { person: ParticipantDetail }): VNode {
	const home = country(person.entity.country);
	const type = catalogue.value?.entity_types.find((row) => row.key === person.entity.type);
	return (
		<dl class="facts">
			<Fact name={t("desk.fact.country")}>{home && <><Bdi text={countryName(home)} /> <abbr>{home.code}</abbr></>}</Fact>
			<Fact name={t("desk.fact.type")}>{words(type?.words)}</Fact>
			<Fact name={t("desk.fact.registration")}><span class="code" dir="ltr">{person.registration_id}</span></Fact>
			<Fact name={t("desk.fact.language")}>{person.language !== null && languageName(person.language)}</Fact>
			<Fact name={t("desk.fact.roles")}>{person.roles.map(roleName).join(", ")}</Fact>
		</dl>
	);
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

/** At most two letters, for the square where a photo will be. Titles ("H.E.") are no part of a name. */
function initials(name: string): string {
	const parts = name.split(/[\s-]+/).filter((part) => part !== "" && !part.includes("."));
	return [parts[0], parts.length > 1 ? parts.at(-1) : ""].map((part) => Array.from(part ?? "")[0] ?? "").join("").toUpperCase();
}
