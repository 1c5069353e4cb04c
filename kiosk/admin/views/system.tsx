// System: what needs a technician, each in the reader's words with the server's own sentence beneath; then the figures.
import type { VNode } from "preact";
import { day, number } from "../../common/text/format.ts";
import { lang, t } from "../../common/text/t.ts";
import { Icon } from "../../common/ui/icon.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import { health, ills } from "../system.ts";
import type { Health, Ill } from "../wire.ts";
import { Facts, moment } from "./parts.tsx";

const megabytes = (bytes: number): string => t("admin.system.mb", { mb: number(Math.round(bytes / 1e6)) });

function uptime(seconds: number): string {
	const minutes = Math.floor(seconds / 60);
	return t("admin.system.hours", { hours: number(Math.floor(minutes / 60)), minutes: number(minutes % 60) });
}

function copyOf({ snapshot }: Health): string {
	if (snapshot === null) return t("admin.system.copy.off");
	return snapshot.at === null ? t("admin.system.copy.none") : moment(snapshot.at);
}

export function SystemView(): VNode {
	const now = health.value;
	if (now === null) return <p class="soft system">{t("ui.waiting")}</p>;
	return (
		<div class="system" data-testid="system">
			{ills.value.length === 0
				? <p class="system-well" data-testid="system-well">{t("admin.system.well")}</p>
				: <Ills rows={ills.value} />}
			<Facts rows={[
				[t("admin.system.free"), megabytes(now.disk_free_bytes)],
				[t("admin.system.reserve"), megabytes(now.reserve_bytes)],
				[t("admin.system.log"), megabytes(now.log_bytes)],
				[t("admin.system.copy"), copyOf(now)],
				[t("admin.system.folder"), now.snapshot === null ? "" : <Bdi text={now.snapshot.folder} />],
				[t("admin.system.certificate"), now.certificate_ends_at === null ? "" : day(now.certificate_ends_at)],
				[t("admin.system.journal"), number(now.seq)],
				[t("admin.system.uptime"), uptime(now.uptime_seconds)],
				[t("admin.system.connections"), number(now.connections)],
				[t("admin.system.waiting"), number(now.waiting)],
				[t("admin.system.version"), <Bdi text={now.version} />],
			]} />
			<a class="button system-card" href={`/api/restore-card.pdf?lang=${lang.value}`} download data-testid="system-card"><Icon name="print" /><span>{t("admin.system.card")}</span></a>
		</div>
	);
}

function Ills({ rows }: { rows: readonly Ill[] }): VNode {
	return (
		<section aria-label={t("admin.system.ills")}>
			<h2 class="system-title">{t("admin.system.ills")}</h2>
			<ul class="system-ills">
				{rows.map(({ matter, code, detail }) => (
					<li key={matter} data-testid={`ill-${code}`}>
						<strong>{t(`admin.system.${matter}`)}</strong>
						<span class="soft">{t("admin.system.detail")}</span>
						<bdi class="system-detail" lang="en" dir="ltr">{detail}</bdi>
					</li>
				))}
			</ul>
		</section>
	);
}
