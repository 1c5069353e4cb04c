// The card of a pledge just made: who, how much, what, for whom.
import type { VNode } from "preact";
import { country, focusArea } from "../../common/net/catalogue.ts";
import { countryName, money } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { cssVar, FocusChip } from "../../common/ui/chip.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import type { Pledge } from "../../common/wire/types.ts";
import { emsOf } from "../fit.ts";

const MOST_COUNTRIES = 4;

export function PledgeScene({ pledge }: { pledge: Pledge }): VNode {
	const lead = pledge.pledgers.find((row) => row.lead) ?? pledge.pledgers[0];
	const name = lead?.entity.name ?? "";
	const said = pledge.title || pledge.text || "";
	const { amount } = pledge;
	return (
		<main class="scene pledge-scene" data-area={pledge.focus_areas[0]} data-money={amount !== null} data-testid="pledge-card">
			<p class="label pledge-kind">
				<span>{t("hall.pledge.label")}</span>
				<strong>{t(`pledge.type.${pledge.type}`)}</strong>
				<span class="state" data-state={pledge.state}>{pledge.state === "heard" ? t("hall.heard") : t("hall.confirmed")}</span>
				{pledge.focus_areas.map((key) => {
					const area = focusArea(key);
					return area === undefined ? null : <FocusChip key={key} area={area} />;
				})}
			</p>
			<p class="pledge-who" ref={cssVar("--ems", emsOf(name).toFixed(1))}>
				<Bdi text={name} />
				{lead?.country != null && <span class="country"> {countryName(country(lead.country))}</span>}
				{pledge.pledgers.length > 1 && <span class="country"> +{pledge.pledgers.length - 1}</span>}
			</p>
			{amount !== null && <Amount value={amount.value} currency={amount.currency} />}
			{said !== "" && <p class="pledge-text" dir="auto">{said}</p>}
			{pledge.countries.length > 0 && <p class="pledge-for">{t("hall.pledge.for", { places: placesOf(pledge.countries) })}</p>}
		</main>
	);
}

function Amount({ value, currency }: { value: string; currency: string }): VNode {
	const shown = money(value, currency);
	return <p class="pledge-amount num" ref={cssVar("--ems", emsOf(shown).toFixed(1))}><bdi>{shown}</bdi></p>;
}

function placesOf(codes: readonly string[]): string {
	const names = codes.slice(0, MOST_COUNTRIES).map((code) => countryName(country(code)));
	const more = codes.length - names.length;
	return [...names, ...(more > 0 ? [t("hall.pledge.more", { n: more })] : [])].join(" · ");
}
