// The acts on a person as a table: when each is possible and what it asks for; and the form of what is written about them.
import type { VNode } from "preact";
import { category as categoryOf } from "../../common/net/catalogue.ts";
import { languageName, words } from "../../common/text/format.ts";
import { LANGS } from "../../common/text/dir.ts";
import { hasKey, t } from "../../common/text/t.ts";
import { type FormField, type FormValues, flag, list, text, textOrNull } from "../forms.ts";
import * as store from "../people.ts";
import type { PersonDetail } from "../wire.ts";
import { FormSheet } from "./form.tsx";

type Step = Parameters<typeof store.step>[1];
export interface PersonAct {
	id: Step;
	/** What usually comes next from this state. */
	isNext?: boolean;
	isRisky?: boolean;
	when: (row: PersonDetail) => boolean;
	fields: (row: PersonDetail) => readonly FormField[];
}

const HELP = ["not_approved", "no_letter", "name_differs", "duplicate", "lost_badge", "photo_refused", "other"] as const;
const LETTERS = ["seen", "not_needed", "unseen"] as const;
const isOpen = (row: PersonDetail): boolean => row.state !== "merged" && row.state !== "erased" && row.state !== "declined";

const ACTS: readonly PersonAct[] = [
	{ id: "approve", isNext: true, when: (row) => row.state === "requested", fields: () => [{ id: "by", label: t("admin.form.approved_by"), kind: "text", value: "", hint: t("admin.form.approved_by.hint") }] },
	{ id: "confirm", isNext: true, when: (row) => row.state === "approved", fields: () => [{ id: "registration_id", label: t("admin.form.registration"), kind: "text", value: "", dir: "ltr", isOptional: true }] },
	{ id: "collect", isNext: true, when: (row) => store.badgeOf(row) === "waiting", fields: (row) => [{ id: "by", label: t("admin.form.collected_by"), kind: "text", value: row.name.display, ...(row.collector ? { hint: t("admin.form.collector.named", { name: row.collector }) } : {}) },
		{ id: "identity", label: t("admin.form.identity"), kind: "check", value: true }] },
	{ id: "letter", when: isOpen, fields: (row) => [
		{ id: "state", label: t("admin.person.letter"), kind: "select", value: row.letter?.state === "seen" ? "unseen" : "seen", options: LETTERS.map((value) => ({ value, label: t(`admin.letter.${value}`) })) },
		{ id: "remark", label: t("admin.form.remark"), kind: "text", value: "", isOptional: true }] },
	{ id: "help", when: (row) => isOpen(row) && !row.help, fields: () => [
		{ id: "reason", label: t("admin.form.reason"), kind: "select", value: "other", options: HELP.map((value) => ({ value, label: t(`admin.help.${value}`) })) },
		{ id: "words", label: t("admin.form.words"), kind: "area", value: "", isOptional: true }] },
	{ id: "decline", isRisky: true, when: (row) => ["requested", "approved", "confirmed"].includes(row.state), fields: () => [{ id: "reason", label: t("admin.form.reason"), kind: "area", value: "" }] },
	{ id: "undo", when: (row) => row.state !== "merged" && row.state !== "erased", fields: () => [] },
];

export function actsFor(row: PersonDetail): readonly PersonAct[] {
	return ACTS.filter((act) => act.when(row));
}

/** What was said, without what was left empty. */
function said(values: FormValues): object {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "").map(([key, value]) => [key, typeof value === "string" ? value.trim() : value]));
}

export function ActSheet({ act, row }: { act: PersonAct; row: PersonDetail }): VNode {
	return (
		<FormSheet title={t(`admin.act.${act.id}`)} lead={hasKey(`admin.lead.${act.id}`) ? t(`admin.lead.${act.id as "undo"}`) : row.name.display} fields={act.fields(row)} submit={t(`admin.act.${act.id}`)} tone={act.isRisky === true ? "risk" : "main"}
			onSubmit={(values) => store.step(row, act.id, said(values))} />
	);
}

const ROLES = ["head_of_delegation", "speaker", "cochair", "moderator", "signatory", "press", "staff"] as const;

export function EditSheet({ row }: { row: PersonDetail }): VNode {
	const half = { kind: "text" as const, isHalf: true, isOptional: true };
	const fields: readonly FormField[] = [
		{ id: "name.given", label: t("admin.form.given"), ...half, value: row.name.given ?? "" },
		{ id: "name.family", label: t("admin.form.family"), ...half, value: row.name.family ?? "" },
		{ id: "name.display", label: t("admin.form.display"), ...half, isOptional: false, value: row.name.display },
		{ id: "name.latin", label: t("admin.form.latin"), ...half, dir: "ltr", value: row.name.latin ?? "" },
		{ id: "title", label: t("admin.form.title"), ...half, value: row.title ?? "" },
		{ id: "category", label: t("admin.people.category"), kind: "select", isHalf: true, value: row.category, options: store.categories.value.map(({ code, words: name }) => ({ value: code, label: `${code} · ${words(name)}` })), ...(store.categories.value.length === 0 && { options: [{ value: row.category, label: words(categoryOf(row.category)?.words) }] }) },
		{ id: "email", label: t("admin.person.email"), ...half, dir: "ltr", value: row.email ?? "" },
		{ id: "language", label: t("admin.person.language"), kind: "select", isHalf: true, isOptional: true, empty: t("admin.none"), value: row.language ?? "", options: LANGS.map((value) => ({ value, label: languageName(value) })) },
		{ id: "collector", label: t("admin.person.collector"), ...half, hint: t("admin.form.collector.hint"), value: row.collector ?? "" },
		{ id: "expected_on", label: t("admin.person.expected"), ...half, kind: "date", value: row.expected_on ?? "" },
		{ id: "roles", label: t("admin.person.roles"), kind: "checks", value: row.roles, options: ROLES.map((value) => ({ value, label: t(`admin.role.${value}`) })) },
		{ id: "remote", label: t("admin.person.remote"), kind: "check", value: row.remote ?? false },
	];
	return <FormSheet title={t("admin.act.edit")} size="wide" fields={fields} submit={t("admin.save")} onSubmit={(values) => store.edit(row, changes(row, values))} />;
}

/** Only what is another than it was: a row of an older server knows fewer fields. */
function changes(row: PersonDetail, values: FormValues): object {
	const now = {
		title: text(values, "title"), category: text(values, "category"), email: text(values, "email"), language: text(values, "language"),
		collector: text(values, "collector"), expected_on: textOrNull(values, "expected_on"), roles: list(values, "roles"), remote: flag(values, "remote"),
	};
	const before: Record<keyof typeof now, unknown> = {
		title: row.title ?? "", category: row.category, email: row.email ?? "", language: row.language ?? "",
		collector: row.collector ?? "", expected_on: row.expected_on ?? null, roles: row.roles, remote: row.remote ?? false,
	};
	const parts = ["given", "family", "display", "latin"] as const;
	const name = Object.fromEntries(parts.filter((part) => text(values, `name.${part}`) !== (row.name[part] ?? "")).map((part) => [part, text(values, `name.${part}`)]));
	const rest = Object.fromEntries(Object.entries(now).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof typeof now])));
	return { ...rest, ...(Object.keys(name).length > 0 && { name }) };
}
