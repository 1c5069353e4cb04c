// The active badge with its picture, and the ones it replaced.
import type { VNode } from "preact";
import type { Badge, ParticipantDetail } from "../../common/wire/types.ts";
import { time } from "../../common/text/format.ts";
import { hasKey, t } from "../../common/text/t.ts";
import { StateChip } from "../../common/ui/chip.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { Bdi } from "../../common/ui/name.tsx";

export function BadgeBlock({ person }: { person: ParticipantDetail }): VNode {
	const badge = person.badge;
	const earlier = person.badges.filter((row) => row.serial !== badge?.serial);
	return (
		<section class="badge" aria-label={t("desk.badge.title")}>
			<h3>{t("desk.badge.title")}</h3>
			{badge === null ? <p class="soft">{t("desk.badge.none")}</p> : <ActiveBadge badge={badge} name={person.name.display} />}
			{earlier.length > 0 && <ul role="list" class="badge-earlier">{earlier.map((row) => <EarlierBadge key={row.serial} badge={row} />)}</ul>}
		</section>
	);
}

function ActiveBadge({ badge, name }: { badge: Badge; name: string }): VNode {
	const file = `/api/badges/${encodeURIComponent(badge.serial)}`;
	return (
		<div class="badge-active">
			<img class="badge-picture" data-testid="badge-preview" src={`${file}.png`} alt={t("desk.badge.picture", { name })} width={105} height={148} />
			<div>
				<p class="badge-serial"><span class="num">{t("desk.badge.short", { serial: badge.serial })}</span> <span class="code" dir="ltr">{badge.code}</span></p>
				<p class="soft"><Issued badge={badge} /></p>
				<p><a href={`${file}.pdf`} target="_blank" rel="noopener" data-testid="badge-pdf"><Icon name="print" />{t("desk.badge.pdf")}</a></p>
			</div>
		</div>
	);
}

function Issued({ badge }: { badge: Badge }): VNode {
	const at = time(badge.issued_at);
	return <>{badge.issued_by === null ? t("desk.badge.issued", { at }) : t("desk.badge.issued_by", { at, by: badge.issued_by })}</>;
}

function EarlierBadge({ badge }: { badge: Badge }): VNode {
	const reason = `desk.reason.${badge.reason ?? ""}`;
	return (
		<li>
			<span class="num">{t("desk.badge.short", { serial: badge.serial })}</span>
			<StateChip tone="refuse" text={t("desk.badge.revoked")} />
			<span class="soft">{hasKey(reason) ? t(reason) : <Bdi text={badge.reason ?? ""} />}</span>
		</li>
	);
}
