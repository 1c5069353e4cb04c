// One person beside the list: who it is, what is missing, what can be done now, and what happened before.
import type { VNode } from "preact";
import { country } from "../../common/net/catalogue.ts";
import { countryName, languageName, shortDay } from "../../common/text/format.ts";
import { hasKey, t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { StateChip } from "../../common/ui/chip.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { Bdi, PersonNameView } from "../../common/ui/name.tsx";
import * as store from "../people.ts";
import { sheet } from "../stage.ts";
import type { PersonDetail } from "../wire.ts";
import { MergeSheet } from "./merge.tsx";
import { Band, byAt, Facts, listed, moment, Panel, Photo } from "./parts.tsx";
import { TONES } from "./people.tsx";
import { actsFor, ActSheet, EditSheet } from "./person_forms.tsx";

export function PersonPanel(): VNode {
	const row = store.detail.value;
	if (row === null) return <Panel label={t("admin.person")} title={t("admin.person")}><p>{t("ui.waiting")}</p></Panel>;
	return (
		<Panel label={t("admin.person")} title={<PersonNameView name={row.name} />}>
			<Head row={row} />
			<Acts row={row} />
			<About row={row} />
			<Badges row={row} />
			<Before row={row} />
		</Panel>
	);
}

function Head({ row }: { row: PersonDetail }): VNode {
	return (
		<div class="person-head">
			<PhotoBox row={row} />
			<div class="person-who">
				{row.title && <p><Bdi text={row.title} /></p>}
				<p><Bdi text={row.entity.name} /><br /><span class="soft">{countryName(country(row.entity.country))}</span></p>
				<p class="chips"><Band code={row.category} size="full" /><StateChip tone={TONES[row.state]} text={t(`admin.state.${row.state}`)} />{row.remote === true && <StateChip tone="info" text={t("admin.person.remote")} />}</p>
				{row.missing.length > 0 && (
					<p class="chips" data-testid="missing">{row.missing.map((what) => <StateChip key={what} tone="warn" text={t(`admin.lacks.${what}`)} />)}</p>
				)}
			</div>
		</div>
	);
}

/** The file is chosen by the browser's own control; the server crops and cleans it. */
function PhotoBox({ row }: { row: PersonDetail }): VNode {
	return (
		<div class="photo-box">
			<Photo person={row} size="large" />
			<label class="photo-take">
				<input type="file" class="sr-only" accept="image/jpeg,image/png" data-testid="photo-file" onChange={(event) => {
					const file = event.currentTarget.files?.[0];
					event.currentTarget.value = "";
					if (file !== undefined) void store.sendPhoto(row, file);
				}} />
				<span>{row.photo ? t("admin.photo.replace") : t("admin.photo.add")}</span>
			</label>
			{row.photo && <button type="button" class="link-button" onClick={() => void store.removePhoto(row)}>{t("admin.photo.remove")}</button>}
		</div>
	);
}

function Acts({ row }: { row: PersonDetail }): VNode {
	const acts = actsFor(row);
	return (
		<div class="acts">
			{acts.map((act, i) => (
				<Button key={act.id} tone={i === 0 && act.isNext === true ? "main" : "plain"} testId={`act-${act.id}`} onPress={() => { sheet.value = () => <ActSheet act={act} row={row} />; }}>
					{t(`admin.act.${act.id}`)}
				</Button>
			))}
			{row.state !== "merged" && row.state !== "erased" && <Button testId="act-edit" icon="pen" onPress={() => { sheet.value = () => <EditSheet row={row} />; }}>{t("admin.act.edit")}</Button>}
			{row.state !== "merged" && row.state !== "erased" && <Button testId="act-merge" onPress={() => { sheet.value = () => <MergeSheet row={row} />; }}>{t("admin.act.merge")}</Button>}
		</div>
	);
}

function About({ row }: { row: PersonDetail }): VNode {
	const { letter } = row;
	return (
		<Facts rows={[
			[t("admin.people.registration"), <span class="code">{row.registration_id}</span>],
			[t("admin.person.approved"), row.approval ? byAt(row.approval.by, row.approval.at) : null],
			[t("admin.person.confirmed"), row.confirmed_at ? moment(row.confirmed_at) : null],
			[t("admin.person.letter"), letter.at ? byAt(letter.by, letter.at) : t(`admin.letter.${letter.state}`)],
			[t("admin.person.identity"), row.identity ? byAt(row.identity.by, row.identity.at) : null],
			[t("admin.people.arrived"), row.arrived_at === null ? null : moment(row.arrived_at)],
			[t("admin.person.collector"), row.collector ? <Bdi text={row.collector} /> : null],
			[t("admin.person.collected"), row.collected ? byAt(row.collected.by, row.collected.at) : null],
			[t("admin.person.host"), row.host ? <a href={`#people/list/${row.host.id}`}><Bdi text={row.host.name} /></a> : null],
			[t("admin.person.guests"), row.guests.length === 0 ? null : <Guests row={row} />],
			[t("admin.person.roles"), listed(row.roles.map((role) => t(`admin.role.${role as "speaker"}`)))],
			[t("admin.person.expected"), row.expected_on ? shortDay(`${row.expected_on}T12:00:00Z`) : null],
			[t("admin.person.language"), row.language ? languageName(row.language) : null],
			[t("admin.person.email"), row.email ? <bdi dir="ltr">{row.email}</bdi> : null],
			[t("admin.person.merged_into"), row.merged_into ? <a href={`#people/list/${row.merged_into}`}>{t("admin.person.open")}</a> : null],
		]} />
	);
}

function Guests({ row }: { row: PersonDetail }): VNode {
	return <>{row.guests.map((guest) => <a key={guest.id} class="guest" href={`#people/list/${guest.id}`}><Bdi text={guest.name} /></a>)}</>;
}

function Badges({ row }: { row: PersonDetail }): VNode | null {
	if (row.badges.length === 0) return null;
	return (
		<section class="part">
			<h3>{t("admin.person.badges")}</h3>
			<ul role="list" class="badge-list">
				{row.badges.map((badge) => (
					<li key={badge.serial} data-state={badge.state}>
						<span class="code">{badge.serial}</span>
						<span>{byAt(badge.issued_by, badge.issued_at)}{badge.reason ? <> · <Bdi text={badge.reason} /></> : null}</span>
						{badge.state === "revoked" ? <StateChip tone="plain" text={t("admin.badge.revoked")} /> : <a href={`/api/badges/${badge.serial}.pdf`} download><Icon name="print" />{t("admin.badge.pdf")}</a>}
					</li>
				))}
			</ul>
		</section>
	);
}

function Before({ row }: { row: PersonDetail }): VNode {
	return (
		<section class="part">
			<h3>{t("admin.person.before")}</h3>
			<ol role="list" class="before" data-testid="history">
				{row.acts.map((act, i) => (
					<li key={i}>
						<time>{moment(act.at)}</time>
						<span>{actWords(act.action)}{act.serial ? <> <span class="code">{act.serial}</span></> : null}{act.reason ? <> · <Bdi text={act.reason} /></> : null}
							<span class="soft"> {t("admin.person.by", { by: act.actor ?? "" })}{act.desk ? ` · ${t("admin.person.desk", { desk: act.desk })}` : ""}{act.point ? <> · <Bdi text={act.point} /></> : null}</span></span>
					</li>
				))}
			</ol>
		</section>
	);
}

/** The acts of the journal in the reader's words; one that is not known here is named as it is. */
function actWords(action: string): string {
	const key = `admin.action.${action.replaceAll(".", "_")}`;
	return hasKey(key) ? t(key as "admin.action.participant_add") : action;
}
