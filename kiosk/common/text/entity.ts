// How an entity is named in one line: a government by its country, everybody else by the own name; and what stands beneath.
import type { Country, Entity } from "../wire/types.ts";
import { countryName } from "./format.ts";

export interface EntityLines { main: string; sub: string }

/** `country` is the catalogue's row of the entity's country. */
export function entityLines(entity: Entity, country: Country | undefined): EntityLines {
	if (country === undefined) return { main: entity.name, sub: "" };
	const home = countryName(country);
	return entity.type === "government" ? { main: home, sub: entity.name } : { main: entity.name, sub: home };
}
