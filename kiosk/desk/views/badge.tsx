// The active badge with its picture, and the ones it replaced.
import type { VNode } from "preact";
import type { Badge, ParticipantDetail } from "../../common/wire/types.ts";
import { time } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { StateChip } from "../../common/ui/chip.tsx";
import { Icon } from "../../common/ui/icon.tsx";
import { reasonWords } from "./before.tsx";

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
				<p class="soft">{issued(badge)}</p>
				<p><StateChip tone={badge.collected ? "ok" : "warn"} text={t(badge.collected ? "desk.badge.collected" : "desk.badge.uncollected")} /></p>
				<p><a href={`${file}.pdf`} target="_blank" rel="noopener" data-testid="badge-pdf"><Icon name="print" />{t("desk.badge.pdf")}</a></p>
			</div>
		</div>
	);
}

/** "Issued at desk 4, 09:12, by Amina": as much of it as is known. */
function issued({ issued_at, issued_by: by, desk }: Badge): string {
	const at = time(issued_at);
	if (desk === null) return by === null ? t("desk.badge.issued", { at }) : t("desk.badge.issued_by", { at, by });
	return by === null ? t("desk.badge.issued_desk", { at, desk }) : t("desk.badge.issued_desk_by", { at, desk, by });
}

function EarlierBadge({ badge }: { badge: Badge }): VNode {
	return (
		<li>
			<span class="num">{t("desk.badge.short", { serial: badge.serial })}</span>
			<StateChip tone="refuse" text={t("desk.badge.revoked")} />
			<span class="soft">{reasonWords(badge.reason ?? "")}</span>
		</li>
	);
}
