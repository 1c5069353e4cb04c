// The signing ceremony: who is at the table, the signature just made, who comes next, and how many have signed.
import type { VNode } from "preact";
import { country } from "../../common/net/catalogue.ts";
import { countryName, number, words, wordsLang } from "../../common/text/format.ts";
import { t } from "../../common/text/t.ts";
import { cssVar } from "../../common/ui/chip.tsx";
import { Bdi } from "../../common/ui/name.tsx";
import type { Signing, SigningParty, Strokes, Wall } from "../../common/wire/types.ts";
import { emsOf } from "../fit.ts";

export function SigningScene({ wall }: { wall: Wall }): VNode {
	const { signing } = wall;
	if (signing === null) {
		return <main class="scene"><p class="big-name">{t("hall.signing.none")}</p></main>;
	}
	return (
		<main class="scene signing-scene" data-testid="signing">
			<p class="signing-title" lang={wordsLang(signing.title)}>{words(signing.title)}</p>
			<div class="signing-now">
				<AtTheTable signing={signing} />
				<Count signing={signing} />
			</div>
			<p class="next">
				{signing.next.length > 0 && <span class="label">{t("hall.next")}</span>}
				<span class="next-names">
					{signing.next.map((row) => <span key={row.entity} class="next-name"><span dir="auto">{placeOf(row)}</span></span>)}
				</span>
			</p>
		</main>
	);
}

/** Whoever signs now; between two signatories the last signature stays, so that it is seen. */
function AtTheTable({ signing }: { signing: Signing }): VNode {
	const { now, last } = signing;
	const party = now ?? last;
	if (party === null) return <p class="big-name">{t("hall.signing.soon")}</p>;
	const strokes = now === null ? last?.strokes ?? null : null;
	return (
		<div class="now-who">
			<p class="label">{now === null ? t("hall.signing.signed") : t("hall.signing.now")}</p>
			<p class="big-name" ref={cssVar("--ems", emsOf(placeOf(party)).toFixed(1))}><Bdi text={placeOf(party)} /></p>
			{placeOf(party) !== party.entity && <p class="entity"><Bdi text={party.entity} /></p>}
			{party.name != null && <p class="latin"><Bdi text={party.name.display} /></p>}
			{strokes !== null && <Signature key={last?.signed_at} strokes={strokes} />}
		</div>
	);
}

/** A member state is known by its country, everybody else by its name. */
function placeOf(party: SigningParty): string {
	return (party.country === null ? "" : countryName(country(party.country))) || party.entity;
}

function Signature({ strokes }: { strokes: Strokes }): VNode | null {
	const points = strokes.flat();
	if (points.length === 0) return null;
	const xs = points.map(([x]) => x);
	const ys = points.map(([, y]) => y);
	const [left, top] = [Math.min(...xs), Math.min(...ys)];
	const box = `${left - 4} ${top - 4} ${Math.max(...xs) - left + 8} ${Math.max(...ys) - top + 8}`;
	return (
		<svg class="signature" viewBox={box} aria-hidden="true" data-testid="signature">
			{strokes.map((stroke, at) => <polyline key={at} pathLength={1} points={stroke.map(([x, y]) => `${x},${y}`).join(" ")} />)}
		</svg>
	);
}

function Count({ signing }: { signing: Signing }): VNode {
	return (
		<p class="signing-count" data-testid="signed">
			<strong class="num">{number(signing.signed)}</strong>
			<span>{t("hall.signing.of", { of: number(signing.of) })}</span>
		</p>
	);
}
