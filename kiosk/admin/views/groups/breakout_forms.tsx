// The forms of breakout groups: several at once, one of them, and somebody with wishes, place and the reason for it.
import type { VNode } from "preact";
import { LANGS } from "../../../common/text/dir.ts";
import { languageName } from "../../../common/text/format.ts";
import { t } from "../../../common/text/t.ts";
import { Button } from "../../../common/ui/button.tsx";
import * as acts from "../../groups/breakout.ts";
import { rooms } from "../../groups/store.ts";
import type { Breakout, Group, Member } from "../../groups/wire.ts";
import { type FormField, type FormValues, numberOrNull, text, textOrNull } from "../../forms.ts";
import { close } from "../../stage.ts";
import { FormSheet } from "../form.tsx";
import { listed } from "../parts.tsx";
import { regionName, typeName } from "./parts.tsx";

const PLACES = 12;

/** One line a group: a name each. */
export function AddSheet({ all }: { all: Breakout }): VNode {
	const said = (values: FormValues): object[] => text(values, "groups").split("\n").map((line) => line.trim()).filter((line) => line !== "")
		.map((name) => ({ name, capacity: numberOrNull(values, "capacity") ?? 0 }));
	return (
		<FormSheet title={t("groups.add")} submit={t("groups.add")}
			fields={[
				{ id: "groups", label: t("groups.names"), kind: "area", value: "", hint: t("groups.names.hint") },
				{ id: "capacity", label: t("groups.capacity"), kind: "number", value: String(PLACES) },
			]}
			onSubmit={(values) => acts.addGroups(all.session, said(values))} />
	);
}

export function GroupSheet({ group }: { group: Group }): VNode {
	const fields: readonly FormField[] = [
		{ id: "name", label: t("groups.name"), kind: "text", value: group.name },
		{ id: "capacity", label: t("groups.capacity"), kind: "number", isHalf: true, value: String(group.capacity) },
		{ id: "language", label: t("groups.language"), kind: "select", isHalf: true, isOptional: true, value: group.language ?? "", empty: t("groups.language.any"), options: LANGS.map((value) => ({ value, label: languageName(value) })) },
		{ id: "room", label: t("groups.room"), kind: "select", isOptional: true, value: group.room ?? "", empty: t("groups.room.session"), options: rooms.value.map(({ id, name }) => ({ value: id, label: name })) },
		{ id: "moderator", label: t("groups.moderator"), kind: "select", isOptional: true, value: group.moderator?.id ?? "", empty: t("groups.moderator.none"), hint: t("groups.moderator.hint"),
			options: [...(group.moderator === null ? [] : [{ value: group.moderator.id, label: group.moderator.name }]), ...group.people.map(({ id, name }) => ({ value: id, label: name }))] },
	];
	const said = (values: FormValues): object => ({ name: text(values, "name"), capacity: numberOrNull(values, "capacity") ?? 0, language: textOrNull(values, "language"), room: textOrNull(values, "room"), moderator: textOrNull(values, "moderator") });
	return (
		<FormSheet title={group.name} submit={t("admin.save")} fields={fields} onSubmit={(values) => acts.editGroup(group, said(values))}
			lead={<Button tone="risk" testId="group-remove" onPress={() => void acts.removeGroup(group).then((failure) => { if (failure === null) close(); })}>{t("groups.remove")}</Button>} />
	);
}

/** Why somebody stands where they stand, as a sentence. */
export function because({ why, region, entity_type, language }: Member, group: Group | null): string {
	const isOnly = why.rule === "capacity" && (why.full ?? []).length === 0;
	return t(isOnly ? "groups.because.only" : `groups.because.${why.rule}`, {
		group: group?.name ?? "",
		full: listed(why.full ?? []),
		here: why.here ?? 0,
		size: group?.people.length ?? 0,
		region: regionName(region),
		type: typeName(entity_type),
		language: language === null ? "–" : languageName(language),
	});
}

const WISHES = ["wish1", "wish2", "wish3"] as const;

export function MemberSheet({ all, group, person }: { all: Breakout; group: Group | null; person: Member }): VNode {
	const options = all.groups.map(({ id, name, people, capacity }) => ({ value: id, label: `${name} (${t("groups.fill", { n: people.length, of: capacity })})` }));
	const fields: readonly FormField[] = [
		{ id: "person", label: t("groups.place"), kind: "select", isOptional: true, value: group?.id ?? "", empty: t("groups.outside"), options },
		...WISHES.map((id, i): FormField => ({ id, label: t(`groups.wish.${id}`), kind: "select", isOptional: true, value: person.wishes[i] ?? "", empty: "–", options: all.groups.map((row) => ({ value: row.id, label: row.name })) })),
	];
	const submit = async (values: FormValues): ReturnType<typeof acts.move> => {
		const wishes = WISHES.map((id) => text(values, id)).filter((id) => id !== "");
		if (wishes.join() !== person.wishes.join()) {
			const failure = await acts.wish(all.session, person, wishes);
			if (failure !== null) return failure;
		}
		return acts.move(person, group, all.groups.find(({ id }) => id === text(values, "person")) ?? null);
	};
	return (
		<FormSheet title={person.name} submit={t("admin.save")} fields={fields} onSubmit={submit}
			lead={(
				<div class="because">
					<p data-testid="because">{because(person, group)}</p>
					{group === null && <Button testId="forget" onPress={() => void acts.wish(all.session, person, null).then((failure) => { if (failure === null) close(); })}>{t("groups.forget")}</Button>}
				</div>
			)} />
	);
}
