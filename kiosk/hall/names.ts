// A name that fits where there is little room: a government is known by its country, everybody else by its own name. Pure.
import { country } from "../common/net/catalogue.ts";
import { countryName } from "../common/text/format.ts";

export function shortName(entity: { name: string; type: string }, alpha3: string | null): string {
	const place = entity.type === "government" ? countryName(country(alpha3)) : "";
	return place === "" ? entity.name : place;
}
