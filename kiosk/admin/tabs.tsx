// THE table of tabs: a new one is a row here. A part is a list of its own within a tab; the address names both (#doors/cards).
import type { VNode } from "preact";
import type { Key } from "../common/text/t.ts";
import type { Notice, Role, Topic } from "../common/wire/types.ts";
import { asking, loadAccess } from "./access.ts";
import { loadDoors, openConflicts, points } from "./doors.ts";
import { loadEntities } from "./entities.ts";
import { hearPerson, loadCategories, loadPeople, people, refreshPeople } from "./people.ts";
import { hearJournal, loadJournal, TOPICS } from "./journal.ts";
import { loadMessages } from "./messages.ts";
import { jobs, loadPrinters } from "./printers.ts";
import { loadPrivacy } from "./privacy.ts";
import { loadReports } from "./reports.ts";
import { loadScreens, loadVenue, quiet } from "./screens.ts";
import { ills, loadHealth } from "./system.ts";
import { loadTemplates, templates } from "./templates.ts";
import { loadVideos, loadVideoTab, toDecide } from "./videos.ts";
import { DevicesView, LoginsView } from "./views/access.tsx";
import { CategoriesView } from "./views/categories.tsx";
import { CardsView, ConflictsView, InsideView, InvitationsView, PointsView } from "./views/doors.tsx";
import { EntitiesView } from "./views/entities.tsx";
import { groupsPart, loadGroups } from "./views/groups_door.tsx";
import { JournalView } from "./views/journal.tsx";
import { MessagesView } from "./views/messages.tsx";
import { PapersView } from "./views/papers.tsx";
import { PeopleView } from "./views/people.tsx";
import { JobsView, PrintersView } from "./views/printers.tsx";
import { loadPlanner, plannerPart, waitingIn } from "./views/planner_door.tsx";
import { PrivacyPersonView, PrivacyRecordsView, PrivacyTakenView } from "./views/privacy.tsx";
import { ReportsView } from "./views/reports.tsx";
import { ScreensView } from "./views/screens.tsx";
import { SystemView } from "./views/system.tsx";
import { TemplatesView } from "./views/templates.tsx";
import { PlaylistsView, VideosView } from "./views/videos.tsx";

export interface Part {
	id: string;
	label: Key;
	view: () => VNode;
	/** How many things wait for somebody; shown beside the label when there are any. */
	waiting?: () => number;
}
export interface Tab {
	id: string;
	label: Key;
	roles: readonly Role[];
	parts: readonly Part[];
	/** All it shows; asked for when it is first opened. */
	load: () => Promise<unknown>;
	/** Notices of these make it ask again. */
	topics: readonly Topic[];
	/** Takes a notice in; `load` follows unless `refresh` is there. */
	hear?: (notice: Notice) => void;
	refresh?: () => Promise<unknown>;
}

export const TABS: readonly Tab[] = [
	{
		id: "agenda", label: "planner.tab", roles: ["agenda", "admin"], topics: ["agenda", "draft"],
		load: loadPlanner,
		parts: [
			{ id: "plan", label: "planner.part.plan", view: plannerPart("plan"), waiting: () => waitingIn("plan") },
			{ id: "day", label: "planner.part.day", view: plannerPart("day"), waiting: () => waitingIn("day") },
			{ id: "rooms", label: "planner.part.rooms", view: plannerPart("rooms") },
			{ id: "releases", label: "planner.part.releases", view: plannerPart("releases") },
			{ id: "exchange", label: "planner.part.exchange", view: plannerPart("exchange") },
		],
	},
	{
		id: "people", label: "admin.tab.people", roles: ["admin", "protocol"], topics: ["participants"],
		load: () => Promise.all([loadPeople(), loadCategories(), loadDoors()]),
		hear: (notice) => hearPerson(notice.subject),
		refresh: () => Promise.all([refreshPeople(), loadCategories()]),
		parts: [{ id: "list", label: "admin.part.list", view: PeopleView }, { id: "categories", label: "admin.part.categories", view: CategoriesView }],
	},
	{
		id: "entities", label: "entities.tab", roles: ["admin", "protocol"], topics: ["participants", "pledges"],
		load: loadEntities,
		parts: [{ id: "list", label: "entities.list", view: EntitiesView }],
	},
	{
		id: "badges", label: "admin.tab.badges", roles: ["admin"], topics: [],
		load: () => Promise.all([loadTemplates(), points.peek() === null ? loadDoors() : Promise.resolve()]),
		parts: [{ id: "templates", label: "admin.part.templates", view: TemplatesView }, { id: "papers", label: "admin.part.papers", view: PapersView }],
	},
	{
		id: "printers", label: "admin.tab.printers", roles: ["admin", "protocol"], topics: ["print"],
		load: () => Promise.all([loadPrinters(), templates.peek().length === 0 ? loadTemplates() : Promise.resolve()]),
		refresh: loadPrinters,
		parts: [
			{ id: "list", label: "admin.tab.printers", view: PrintersView },
			{ id: "jobs", label: "admin.part.jobs", view: JobsView, waiting: () => (jobs.value ?? []).filter(({ state }) => state === "unknown" || state === "failed").length },
		],
	},
	{
		id: "doors", label: "admin.tab.doors", roles: ["admin", "protocol"], topics: ["doors", "agenda"],
		load: () => Promise.all([loadDoors(), people.peek() === null ? loadCategories() : Promise.resolve()]),
		refresh: loadDoors,
		parts: [
			{ id: "points", label: "admin.part.points", view: PointsView },
			{ id: "inside", label: "admin.part.inside", view: InsideView },
			{ id: "invitations", label: "admin.part.invitations", view: InvitationsView },
			{ id: "cards", label: "admin.part.cards", view: CardsView },
			{ id: "conflicts", label: "admin.part.conflicts", view: ConflictsView, waiting: () => openConflicts.value },
		],
	},
	{
		id: "groups", label: "groups.tab", roles: ["agenda", "protocol", "admin"], topics: ["groups", "agenda"],
		load: loadGroups,
		parts: [{ id: "breakout", label: "groups.part.breakout", view: groupsPart("breakout") }, { id: "seating", label: "groups.part.seating", view: groupsPart("seating") }],
	},
	{
		id: "screens", label: "screens.tab.screens", roles: ["admin", "protocol", "agenda"], topics: ["screens"],
		load: () => Promise.all([loadScreens(), loadVenue()]),
		refresh: loadScreens,
		parts: [{ id: "list", label: "screens.tab.screens", view: ScreensView, waiting: () => quiet.value }],
	},
	{
		id: "messages", label: "screens.tab.messages", roles: ["admin", "protocol"], topics: [],
		load: loadMessages,
		parts: [{ id: "emergency", label: "ui.emergency.label", view: MessagesView }],
	},
	{
		id: "videos", label: "screens.tab.videos", roles: ["admin", "protocol", "agenda"], topics: ["videos"],
		load: loadVideoTab,
		refresh: loadVideos,
		parts: [
			{ id: "list", label: "screens.tab.videos", view: VideosView, waiting: () => toDecide.value },
			{ id: "playlists", label: "screens.part.playlists", view: PlaylistsView },
		],
	},
	{
		id: "reports", label: "reports.tab", roles: ["admin", "protocol"], topics: ["ceremony"],
		load: loadReports,
		parts: [{ id: "files", label: "reports.part.files", view: ReportsView }],
	},
	{
		id: "access", label: "admin.tab.access", roles: ["admin"], topics: ["access"],
		load: () => Promise.all([loadAccess(), loadHealth(), points.peek() === null ? loadDoors() : Promise.resolve()]),
		refresh: loadAccess,
		parts: [
			{ id: "devices", label: "admin.part.devices", view: DevicesView, waiting: () => asking.value },
			{ id: "logins", label: "admin.part.logins", view: LoginsView },
			{ id: "system", label: "admin.part.system", view: SystemView, waiting: () => ills.value.length },
		],
	},
	{
		id: "journal", label: "journal.tab", roles: ["admin"], topics: TOPICS,
		load: loadJournal,
		refresh: hearJournal,
		parts: [{ id: "entries", label: "journal.part.entries", view: JournalView }],
	},
	{
		id: "privacy", label: "privacy.tab", roles: ["admin"], topics: [],
		load: loadPrivacy,
		parts: [
			{ id: "person", label: "privacy.part.person", view: PrivacyPersonView },
			{ id: "records", label: "privacy.part.records", view: PrivacyRecordsView },
			{ id: "taken", label: "privacy.part.taken", view: PrivacyTakenView },
		],
	},
];
