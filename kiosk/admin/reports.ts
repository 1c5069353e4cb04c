// Reports: what can be taken along of the day, each as a file behind an address.
import { signal } from "@preact/signals";
import { ask } from "../common/net/api.ts";
import type { Declaration, Role } from "../common/wire/types.ts";

export interface ReportFile { form: string; path: string }
export interface Report {
	id: "pledges" | "agenda" | "people" | "members" | "evidence" | "inside";
	files: readonly ReportFile[];
	/** Who may have it, where not everybody on this tab may. */
	roles?: readonly Role[];
}

/** THE table of reports; paths end in ?lang= where the file is written in a language. */
export const REPORTS: readonly Report[] = [
	{ id: "pledges", files: [{ form: "PDF", path: "/api/pledges.pdf?lang=" }, { form: "CSV", path: "/api/pledges.csv" }, { form: "JSON", path: "/api/pledges.json" }] },
	{
		id: "agenda", files: [
			{ form: "XLSX", path: "/agenda.xlsx?lang=" }, { form: "CSV", path: "/agenda.csv?lang=" }, { form: "JSON", path: "/agenda.json" },
			{ form: "XML", path: "/agenda.xml" }, { form: "iCalendar", path: "/agenda.ics" },
		],
	},
	{ id: "people", roles: ["admin"], files: [{ form: "CSV", path: "/api/participants.csv" }] },
	{ id: "members", files: [{ form: "CSV", path: "/api/members.csv" }] },
	{ id: "evidence", files: [{ form: "PDF", path: "/api/evidence.pdf?lang=" }] },
	{ id: "inside", files: [{ form: "CSV", path: "/api/evacuation.csv" }] },
];

/** Those that were opened for signing: what they are is a report too. */
export const declarations = signal<readonly Declaration[]>([], { name: "reports.declarations" });

export async function loadReports(): Promise<void> {
	const answer = await ask<{ declarations: Declaration[] }>("/api/declarations");
	if (answer.kind === "done") declarations.value = answer.value.declarations.filter(({ state }) => state !== "draft");
}
