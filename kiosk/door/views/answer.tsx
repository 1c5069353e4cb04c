// The answer to a scan, from edge to edge: light as colour, sign and word; who; why.
import type { VNode } from "preact";
import { category } from "../../common/net/catalogue.ts";
import { time } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { CategoryBand } from "../../common/ui/chip.tsx";
import { Icon, type IconName } from "../../common/ui/icon.tsx";
import { Bdi, PersonNameView } from "../../common/ui/name.tsx";
import { Photo } from "../../common/ui/photo.tsx";
import type { Light } from "../../common/wire/door.ts";
import { reasonText } from "../reason.ts";
import { clear, hold } from "../scan.ts";
import type { Shown } from "../store.ts";

const SIGNS: Record<Light, IconName> = { green: "tick", amber: "question", red: "cross" };

export function Answer({ shown }: { shown: Shown }): VNode {
	const { light, person, card } = shown;
	const band = shown.category === null ? undefined : category(shown.category);
	const why = reasonText(shown);
	return (
		<section class="answer" data-testid="answer" data-n={shown.n} data-light={light} data-result={shown.result} data-own={shown.isOwn} onPointerDown={hold}>
			<div class="answer-light"><Icon name={SIGNS[light]} /><span>{t(lightKey(shown))}</span></div>
			<div class="answer-who">
				{person !== null && <Photo name={person.name} photo={person.photo ?? null} />}
				<div class="answer-name">
					{person !== null && <PersonNameView name={person.name} />}
					{person !== null && <p class="answer-entity"><Bdi text={person.entity.name} /></p>}
					{card !== null && <p class="answer-card">{t("door.card", { entity: card.entity.name })}</p>}
					{person === null && card === null && <p class="answer-code code" dir="ltr">{shown.code}</p>}
					{band !== undefined && <CategoryBand category={band} />}
				</div>
			</div>
			{why !== "" && <p class="answer-why" data-testid="why">{why}</p>}
			<p class="answer-small">
				{shown.isOwn && <span>{t("door.own", { at: time(shown.at) })}</span>}
				{shown.isLost && <b>{t("door.lost")}</b>}
			</p>
			{!shown.isAsking && <button type="button" class="answer-next" data-testid="next" onClick={clear}>{t("door.next")}</button>}
		</section>
	);
}

/** Going out is neither admitted nor refused. */
function lightKey({ light, result }: Shown): "door.light.green" | "door.light.amber" | "door.light.red" | "door.light.out" {
	return result === "left" ? "door.light.out" : `door.light.${light}`;
}
