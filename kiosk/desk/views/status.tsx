// Where things stand with the open person, in one place and one sentence, and beneath it the one thing to do now.
import type { ComponentChildren, VNode } from "preact";
import type { Badge, Participant, ParticipantDetail } from "../../common/wire/types.ts";
import { time } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { ActionButton, Button } from "../../common/ui/button.tsx";
import { Icon, type IconName } from "../../common/ui/icon.tsx";
import { ProblemPanel } from "../../common/ui/problem.tsx";
import { actions } from "../actions.ts";
import * as find from "../find.ts";
import { printerId } from "../place.ts";
import { chosen } from "../printing.ts";
import { lacks, stepOf } from "../step.ts";
import * as store from "../store.ts";

type Tone = "ok" | "warn" | "refuse" | "plain";
const SIGNS: Record<Tone, IconName> = { ok: "tick", warn: "warn", refuse: "cross", plain: "person" };

export function Status({ person }: { person: ParticipantDetail }): VNode {
	const act = store.act.value;
	if (act.state === "failed") {
		// A refusal stays one however often it is sent; only what nobody knows is worth another try.
		const again = act.failure.kind === "unknown" && act.verb === "check_in" ? { onRetry: () => actions.run("person.checkin") } : {};
		return <ProblemPanel failure={act.failure} {...again} />;
	}
	if (act.state === "done" && act.isKept) return <Kept verb={act.verb} />;
	if (act.state === "done" && act.verb === "check_in") return <CheckedIn person={person} isFirst={act.isFirst} isNew={act.isNew} />;
	switch (stepOf(person, store.isHeld.value)) {
		case "stop": return <Stopped person={person} />;
		case "question": return <Uncollected badge={person.badge!} />;
		case "none": return <AllDone person={person} />;
		case "check_in": return <Ready person={person} />;
	}
}

function CheckedIn({ person, isFirst, isNew }: { person: Participant; isFirst: boolean; isNew: boolean }): VNode {
	const at = person.arrived_at === null ? "" : time(person.arrived_at);
	const serial = person.badge?.serial ?? "";
	const printer = chosen()?.name;
	if (!isFirst && !isNew) return <Banner tone="warn" title={t("desk.banner.arrived", { at })} testId="already">{t("desk.banner.not_printed")}</Banner>;
	return (
		<Banner tone="ok" title={isFirst ? t("desk.banner.done", { at }) : t("desk.banner.arrived", { at })} testId="checked-in">
			{!isNew ? t("desk.banner.no_badge") : printer === undefined ? t("desk.banner.printing", { serial }) : t("desk.banner.printing_on", { serial, printer })}
		</Banner>
	);
}

/** On this computer's disk; the server hears of it as soon as it can be reached. */
function Kept({ verb }: { verb: store.Verb }): VNode {
	const hint = verb !== "check_in" ? t("desk.kept.hint") : printerId.value === "" ? t("desk.kept.no_badge") : t("desk.kept.badge_later");
	return <Banner tone="ok" title={t("desk.kept.title")} testId="kept">{hint}</Banner>;
}

function Stopped({ person }: { person: Participant }): VNode {
	const other = person.merged_into;
	if (person.state === "merged" && other !== null) {
		return (
			<Banner tone="warn" title={t("desk.banner.merged")}>
				<button type="button" class="link" onClick={() => void find.open(other)}>{t("desk.banner.merged.open")}</button>
			</Banner>
		);
	}
	if (person.state === "declined") return <Banner tone="refuse" title={t("desk.banner.declined")}>{t("desk.banner.declined.hint")}</Banner>;
	return <Banner tone="warn" title={t("desk.banner.requested")}>{t("desk.banner.requested.hint")}</Banner>;
}

/** The badge lies somewhere: before another one is printed, this one is looked for. */
function Uncollected({ badge }: { badge: Badge }): VNode {
	const words = { serial: badge.serial, at: time(badge.issued_at) };
	if (store.isHeld.value) return <Banner tone="warn" title={t("desk.question.held", { serial: badge.serial })} testId="uncollected">{t("desk.question.held.hint")}</Banner>;
	const title = badge.desk === null ? t("desk.question.title", words) : t("desk.question.title_desk", { ...words, desk: badge.desk });
	return <Banner tone="warn" title={title} testId="uncollected">{t("desk.question.hint")}</Banner>;
}

function AllDone({ person }: { person: Participant }): VNode {
	const { collected, badge } = person;
	const serial = badge?.serial ?? "";
	return (
		<Banner tone="ok" title={t("desk.banner.arrived", { at: person.arrived_at === null ? "" : time(person.arrived_at) })} testId="all-done">
			{badge === null ? t("desk.badge.none") : collected === null ? t("desk.banner.arrived.hint")
				: collected.by === "" || collected.by === person.name.display ? t("desk.banner.collected", { serial, at: time(collected.at) })
				: t("desk.banner.collected_by", { serial, at: time(collected.at), by: collected.by })}
		</Banner>
	);
}

function Ready({ person }: { person: Participant }): VNode {
	if (store.isHeld.value) return <Banner tone="warn" title={t("desk.banner.alone")} testId="ready">{t("desk.banner.alone.hint")}</Banner>;
	if (person.help !== null) return <Banner tone="warn" title={t("desk.banner.help", { at: time(person.help.at) })} testId="in-help">{t("desk.banner.help.hint")}</Banner>;
	if (person.remote) return <Banner tone="plain" title={t("desk.banner.remote")}>{t("desk.banner.remote.hint")}</Banner>;
	if (person.state === "arrived") return <Banner tone="plain" title={t("desk.banner.arrived", { at: person.arrived_at === null ? "" : time(person.arrived_at) })} testId="ready">{t("desk.badge.none")}</Banner>;
	const isAll = person.missing.length === 0;
	return (
		<Banner tone={lacks(person) ? "warn" : "plain"} title={t(isAll ? "desk.banner.ready" : "desk.banner.missing")} testId="ready">
			{isAll ? t("desk.banner.ready.hint") : person.missing.map((one) => t(`desk.missing.${one}`)).join(" · ")}
		</Banner>
	);
}

function Banner(props: { tone: Tone; title: string; children: ComponentChildren; testId?: string }): VNode {
	return (
		<div class="banner" data-tone={props.tone} data-testid={props.testId}>
			<Icon name={SIGNS[props.tone]} />
			<div>
				<p><b>{props.title}</b></p>
				<p>{props.children}</p>
			</div>
		</div>
	);
}

export function Acts({ person }: { person: ParticipantDetail }): VNode {
	return (
		<div class="person-acts">
			<MainAct person={person} />
			{person.badge !== null && !person.badge.collected && <ActionButton actions={actions} id="badge.collector" icon="people" />}
			{person.badge !== null && !store.isHeld.value && <ActionButton actions={actions} id="badge.reprint" icon="refresh" />}
			{person.help === null && !store.isHeld.value && <ActionButton actions={actions} id="person.help" icon="help" />}
			<ActionButton actions={actions} id="desk.back" tone="quiet" />
		</div>
	);
}

function MainAct({ person }: { person: ParticipantDetail }): VNode | null {
	const act = store.act.value;
	const isBusy = act.state === "busy";
	const step = stepOf(person, store.isHeld.value);
	if (step === "none" || step === "stop") return null;
	const [id, icon] = step === "question" ? ["person.handover", "hand"] as const : ["person.checkin", "print"] as const;
	const checkIn = store.isHeld.value ? "desk.action.checkin.held" : person.state === "arrived" ? "desk.reprint.send" : "desk.action.checkin";
	const rest = step === "check_in" ? t(checkIn) : t(person.identity === null ? "desk.action.handover.id" : "desk.action.handover");
	const label = !isBusy ? rest : act.attempt > 1 ? t("desk.action.checkin.again") : t("desk.action.checkin.busy");
	return <Button tone="main" icon={icon} chord="Enter" testId={id} isBusy={isBusy} onPress={() => press(id)}>{label}</Button>;
}

/** The focus goes back to the field at once, so that the next person can be typed while this one is being saved. */
function press(id: string): void {
	actions.run(id);
	document.getElementById("search")?.focus();
}
