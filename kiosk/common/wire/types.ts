// What the server says, as it says it: names and nesting of the JSON answers. Not for anything a screen computes.

export type Lang = "en" | "fr" | "es" | "ar" | "ru" | "zh";
/** One text in several languages; English is always there when any is. */
export type Words = Partial<Record<Lang, string>>;
/** RFC 3339 with the offset of the day's zone. */
export type Instant = string;

export interface Problem {
	type: string;
	title: string;
	status: number;
	/** A row of the server's closed list (err.def); err.CODE in the messages. */
	code: string;
	field?: string;
	detail?: string;
	/** With 412: the row as it is now. */
	current?: unknown;
}

export interface Category { code: string; letter: string; words: Words; colour: string; vip: boolean }
export interface FocusArea { key: string; letter: string; short: Words; long: Words }
export interface EntityType { key: string; words: Words }
export interface Country { code: string; alpha2: string; region: string; groups: string[] }
export interface Currency { code: string; digits: number }
export interface DayInfo {
	title: Words;
	acronym: string;
	place: string;
	zone: string;
	starts_at: Instant;
	ends_at: Instant;
}
export interface Catalogue {
	version: string;
	day: DayInfo;
	languages: Lang[];
	focus_areas: FocusArea[];
	categories: Category[];
	entity_types: EntityType[];
	pledge_types: string[];
	currencies: Currency[];
	countries: Country[];
	country_names?: Record<string, Words>;
	points: { key: string }[];
	/** What makes a pledge strong: points for a criterion when one of the fields it needs holds at least so much. */
	strength: Criterion[];
}
export interface Criterion { key: string; points: number; needs: string[]; least: number }

export interface PersonName { display: string; given?: string; family?: string; latin?: string | null }
export interface Entity { id: string; name: string; type: string; country: string | null }

export type ParticipantState = "requested" | "approved" | "confirmed" | "arrived" | "declined" | "merged" | "erased";
/** What still has to be seen or done before all is in order; which of them apply is the server's rule. */
export type Missing = "approval" | "confirmation" | "letter" | "photo" | "identity";
export interface Badge {
	serial: string;
	code: string;
	state: "issued" | "revoked";
	issued_at: Instant;
	issued_by: string | null;
	/** Name of the desk that issued it. */
	desk: string | null;
	/** Handed over. */
	collected: boolean;
	reason?: string | null;
}
/** Why a hit was found: where in which text (UTF-16 units). */
export interface Match {
	field: "name" | "latin" | "entity" | "country" | "registration_id" | "code" | "category";
	text: string;
	ranges: [from: number, to: number][];
	how: "exact" | "prefix" | "inside" | "latin" | "typo" | "order";
}
export interface Participant {
	id: string;
	registration_id: string | null;
	version: number;
	name: PersonName;
	title: string | null;
	entity: Entity;
	category: string;
	roles: string[];
	language: string | null;
	state: ParticipantState;
	arrived_at: Instant | null;
	email?: string | null;
	approval: { by: string; at: Instant } | null;
	confirmed_at: Instant | null;
	/** Of accreditation. */
	letter: { state: "unseen" | "seen" | "not_needed"; by?: string | null; at?: Instant | null };
	/** The identity document, seen at the desk. */
	identity: { by: string; at: Instant } | null;
	/** Who else may collect a VIP's badge; "" nobody. */
	collector: string;
	/** The badge was handed over; null while it was issued and not collected. */
	collected: { by: string; at: Instant; desk: string | null } | null;
	/** Accompanying person of. */
	host: { id: string; name: string } | null;
	/** Takes part from afar. */
	remote: boolean;
	vip: boolean;
	expected_on: string | null;
	photo: { url: string; at: Instant } | null;
	missing: Missing[];
	merged_into: string | null;
	/** An exception that the help desk has open. */
	help: { id: string; reason: string; at: Instant } | null;
	badge: Badge | null;
	/** In the answer to a check-in: the person had arrived before. */
	already?: boolean;
	/** In the answer to a search. */
	match?: Match[];
}
/** What happened with a person before, in words the desk can show. */
export interface PersonAct {
	at: Instant;
	action: string;
	actor: string | null;
	desk?: string | null;
	serial?: string | null;
	reason?: string | null;
	point?: string | null;
}
export interface ParticipantDetail extends Participant { badges: Badge[]; guests: { id: string; name: string }[]; acts: PersonAct[] }
export interface BadgeIssued { serial: string; code: string; qr: string }
export type ScanResult = "admitted" | "already" | "revoked" | "refused" | "unknown";
export interface ScanAnswer { result: ScanResult; reason: string | null; participant: Participant | null }
export interface Arrivals {
	arrived: number;
	expected: number;
	by_quarter: { at: Instant; count: number }[];
	today: { arrived: number; expected: number };
	by_desk: { desk: string; count: number; per_hour: number }[];
	forecast: Forecast;
}
/** How long it goes on at the rate of the last quarter of an hour; late: not today. */
export interface Forecast { per_hour: number; waiting: number; clear_at: Instant | null; words_key: "done" | "unknown" | "late" | "clears" }

export type SessionKind = "panel" | "round_table" | "breakout" | "plenary" | "ceremony" | "break" | "video" | "foreign";
export type SessionState = "planned" | "running" | "ended" | "cancelled";
export interface SessionPerson {
	name: string;
	role: "speaker" | "chair" | "moderator" | "panellist";
	entity: string | null;
	country: string | null;
}
export interface Session {
	id: string;
	code: string;
	version: number;
	kind: SessionKind;
	title: Words;
	text: Words;
	room: string | null;
	starts_at: Instant;
	ends_at: Instant;
	expected_starts_at: Instant;
	expected_ends_at: Instant;
	delay_minutes: number;
	state: SessionState;
	language: string | null;
	focus_areas: string[];
	people: SessionPerson[];
	/** Places; 0: the room's. */
	capacity: number;
	by_invitation: boolean;
	/** Lateness of others does not move it. */
	is_fixed: boolean;
	needs_high_level: boolean;
	equipment: Equipment[];
	/** Languages it is interpreted into. */
	interpretation: Lang[];
	/** Where it really is; `room` stays what was released. */
	expected_room: string | null;
	started_at: Instant | null;
	ended_at: Instant | null;
	overrun_minutes: number;
	moved_room: string | null;
	moved_starts_at: Instant | null;
	/** Of a move or cancellation. */
	reason: string | null;
	/** Why it is not expected as planned. */
	because: Because | null;
	/** The session it waits for or gives way to; whom it waits for. */
	by: string | null;
	person: string | null;
}
export type Because = "own" | "room" | "person" | "break" | "fixed";
/** Where and when a session is expected; no times when it is cancelled. */
export interface Place { starts_at: Instant | null; room: string | null }
export interface Tell {
	id: string;
	session: string;
	whom: "person" | "interpreters" | "door";
	person: { id: string | null; name: string } | null;
	role: string | null;
	what: "retimed" | "moved" | "cancelled" | "reinstated";
	from: Place;
	to: Place;
	since: Instant;
	/** Who told them, and when. */
	by: string | null;
	at: Instant | null;
}
export interface Affected {
	id: string;
	was: Place & { ends_at: Instant | null };
	is: Place & { ends_at: Instant | null };
	because: Because | null;
	by: string | null;
	person: string | null;
}
/** What an act of the day changes, or would change (?dry_run=1). */
export interface Outcome { session: Session; affected: Affected[]; told: Tell[] }
export interface MyItem {
	session: Session;
	role: "speaker" | "chair" | "moderator" | "panellist" | "signatory" | "on_floor" | "group" | "seat" | "invited";
	seat: string | null;
	group: { id: string; name: string; room: string | null } | null;
	/** On the speakers' list; position 1 is next, 0 does not wait. */
	speaking: { state: string; position: number; waiting: number } | null;
}
export interface MyAgenda {
	name: { display: string; latin: string };
	items: MyItem[];
	link: string;
	calendar: string;
}
export type Equipment = "projector" | "microphones" | "booths" | "hybrid" | "recording" | "captioning" | "wheelchair" | "signature_table";
export interface Room {
	id: string;
	version: number;
	/** Of the house; `names` where it has names in languages. */
	name: string;
	names: Words;
	/** How to get there, one sentence. */
	way: Words;
	level: string;
	position: number;
	capacity: number;
	/** Interpretation: channel n is the n-th of them, the floor is channel 0. */
	languages: Lang[];
	equipment: Equipment[];
	turn_round_minutes: number;
	/** Per mille of the floor plan's width and height. */
	plan: { x: number; y: number } | null;
}
export interface CoChair {
	focus_area: string;
	name: string;
	entity: string;
	country: string | null;
	seat: "member" | "private_sector" | "civil_society_or_io";
}
export interface Agenda {
	day: { title: Words; acronym: string; zone: string; starts_at: Instant; ends_at: Instant; now: Instant };
	rooms: Room[];
	sessions: Session[];
	cochairs: CoChair[];
}

/** usd = whole US dollars as an integer string. */
export interface Sum { count: number; usd: string }
export interface TallyGroup { confirmed: Sum; heard: Sum }
export interface TallyRow extends TallyGroup { key: string }
export interface Tally {
	now: Instant;
	pledges: number;
	confirmed: Sum;
	heard: Sum;
	submitted: { count: number };
	by_type: TallyRow[];
	by_focus_area: TallyRow[];
	/** Regions, groups and countries of the beneficiaries overlap: never to be added up. */
	by_region: Record<string, TallyGroup>;
	by_group: Record<string, TallyGroup>;
	/** Most first; the wall gets only the first few. */
	by_country: ({ country: string } & TallyGroup)[];
	estimated: boolean;
	unrated: number;
}

/** interrupted: a point of order has the floor, this one's clock stands. */
export type SpeakerState = "waiting" | "speaking" | "interrupted" | "delivered" | "withdrawn" | "undelivered";
export type SpeakerKind = "statement" | "point_of_order" | "reply";
export interface Speaker {
	id: string;
	version: number;
	person: { id: string; name: PersonName; title: string | null; category: string };
	entity: Entity;
	state: SpeakerState;
	kind: SpeakerKind;
	position: number;
	requested_at: Instant;
	started_at: Instant | null;
	ended_at: Instant | null;
	allotted_seconds: number;
	/** A group in whose name it is said. */
	speaks_for: string | null;
	remote: boolean;
	/** Inscribed before the session. */
	prior: boolean;
	/** Placed by the moderator's hand: sorting leaves it there. */
	by_hand: boolean;
	language: string | null;
	statement: string | null;
	/** The clock stands since then. */
	paused_at: Instant | null;
	/** In all the pauses that are over. */
	paused_seconds: number;
	/** So far, or in all; pauses do not count. */
	spoken_seconds: number;
	overtime_seconds: number;
}
export type OrderKey = "group" | "rank" | "present" | "prior" | "request";
export interface FloorRules {
	version: number;
	/** What comes first decides first. */
	order: OrderKey[];
	one_per_entity: boolean;
	allotted_seconds: number;
	amber_seconds: number;
	correction_minutes: number;
}
export interface Suggestion { speaker: string; reasons: { key: "region" | "gender" | "first_time"; value: string }[] }
/** The last act on the list that can be taken back. */
export interface FloorUndo { action: string; at: Instant; actor: string; speaker: string | null }
export interface SpeakersAnswer {
	session: Session;
	version: number;
	now: Speaker | null;
	speakers: Speaker[];
	waiting: number;
	rules: FloorRules;
	suggestion: Suggestion | null;
	undo: FloorUndo | null;
	closed_at: Instant | null;
}

export type PledgeType = "financial" | "policy" | "advocacy" | "programmatic";
export type PledgeState = "submitted" | "heard" | "confirmed" | "signed" | "published" | "withdrawn";
export interface Pledger { entity: { id: string; name: string; type: string }; country: string | null; lead: boolean }
export interface Pledge {
	id: string;
	number: string;
	version: number;
	state: PledgeState;
	type: PledgeType;
	title: string | null;
	text: string | null;
	focus_areas: string[];
	pledgers: Pledger[];
	amount: { value: string; currency: string } | null;
	usd: string | null;
	rate: { value: string; date: string } | null;
	countries: string[];
	language: string | null;
	session: string | null;
	speaker: string | null;
	heard_at: Instant | null;
	confirmed_at: Instant | null;
	by: string | null;
	reason: string | null;
	instrument: "" | "grant" | "loan" | "in_kind" | "policy_act";
	in_kind: string;
	novelty: "" | "new" | "announced";
	condition: string;
	/** The figure is to be announced later. */
	later: boolean;
	/** "YYYY", "YYYY-MM" or "YYYY-MM-DD"; empty = open. */
	period: { from: string; to: string };
	sdgs: number[];
	pillar: string;
	regional_initiative: { code: string; period: string } | null;
	target: { number: string; unit: string; place: string; date: string } | null;
	beneficiaries: string;
	partners: string;
	campaign: string;
	measure: string;
	/** Others may join. */
	open: boolean;
	consent: "" | "yes" | "no";
	slip: string | null;
	regions: string[];
	groups: string[];
	strength: { score: number; met: string[]; gaps: string[] };
	/** Somebody has it open. */
	editing: { by: string; since: Instant } | null;
	/** An unsettled hearing or read-back says otherwise. */
	differs: boolean;
	read_back: ReadBack | null;
}
export interface ReadBack { means: string; answer: "confirmed" | "differs" | null; name: string | null; at: Instant; remark: string | null }
export type DeclarationState = "draft" | "open" | "closed";
export type SigningOrder = "protocol" | "alphabetical" | "hand";
export interface Declaration {
	id: string;
	version: number;
	state: DeclarationState;
	coalition: string;
	order: SigningOrder;
	/** The host language: that of the order. */
	language: Lang;
	session: string | null;
	text: { number: number; sha256: string; title: Words; body: Words };
	opened_at: Instant | null;
	closed_at: Instant | null;
	launched_at: Instant | null;
	reopened: boolean;
	signatories: number;
	signed: number;
}
export interface Signature {
	id: string;
	signatory: string;
	entity: Entity;
	person: { id: string; name: PersonName; title: string | null };
	means: "tablet" | "paper";
	device: string;
	badge: string | null;
	signed_at: Instant;
	text_number: number;
	text_sha256: string;
	sha256: string;
	reservation: string | null;
	statement: string | null;
	accession: boolean;
	annulled: { at: Instant; by: string; reason: string } | null;
	strokes: Strokes | null;
}
export type SignatoryState = "expected" | "called" | "signed" | "absent" | "late" | "declined";
export type AuthorityState = "unseen" | "seen" | "not_needed";
export interface Signatory {
	id: string;
	version: number;
	entity: Entity;
	person: { id: string; name: PersonName; title: string | null; category: string } | null;
	position: number;
	state: SignatoryState;
	capacity: string;
	authority: { state: AuthorityState; kind: string | null; by: string | null; at: Instant | null };
	called_at: Instant | null;
	photo_at: Instant | null;
	signature: Signature | null;
}
export interface Ceremony {
	declaration: Declaration;
	now: Signatory | null;
	next: Signatory[];
	signatories: Signatory[];
	counts: Record<SignatoryState, number>;
}

/** What the moderator can put on the wall; "auto" lets the wall choose between speaker, pledge and totals. */
export type SceneName = "auto" | "speaker" | "pledge" | "totals" | "list" | "signing" | "launch" | "message" | "evidence" | "video" | "blank";
export interface WallScene { name: SceneName; message: Words; since: Instant | null }
export interface SigningParty { entity: string; country: string | null; name?: PersonName | null }
/** A drawn signature: strokes of points [x, y, ms since the first]. */
export type Strokes = [x: number, y: number, ms: number][][];
export interface Signing {
	declaration: string;
	coalition: string;
	title: Words;
	now: SigningParty | null;
	next: SigningParty[];
	signed: number;
	of: number;
	last: (SigningParty & { strokes: Strokes | null; signed_at: Instant }) | null;
	launched_at: Instant | null;
}
export interface Wall {
	session: Session | null;
	speaker: Speaker | null;
	waiting: number;
	next: Speaker[];
	/** The first of those who wait. */
	list: Speaker[];
	rules: { allotted_seconds: number; amber_seconds: number };
	scene: WallScene;
	signing: Signing | null;
	pledges: Pledge[];
	tally: Tally;
}

/** What a second ear heard of a statement. */
export interface Heard {
	type: PledgeType;
	focus_areas: string[];
	amount: { value: string; currency: string } | null;
	countries: string[];
	language: string | null;
	text: string | null;
}
export interface Difference { field: keyof Heard; first: unknown; second: unknown }
export interface Hearing {
	id: string;
	version: number;
	state: "waiting" | "agrees" | "differs" | "settled";
	speaker: string;
	pledge: string | null;
	heard: Heard;
	by: string;
	at: Instant;
	differences: Difference[];
}
/** As the journal keeps it: sums in the smallest unit, focus areas and goals as bits, pledgers by id. */
export interface JournalledPledge {
	amount_minor: number;
	currency: string;
	focus_areas: number;
	sdgs: number;
	pledgers: string[];
}
export interface HistoryEntry {
	seq: number;
	at: Instant;
	actor: string | null;
	action: string;
	version: number;
	changed: string[];
	/** As it was then; null where the act did not touch it. */
	pledge: JournalledPledge | null;
}
/** The last entry of the journal, and its QR code as rows of 0 and 1. */
export interface JournalHead { seq: number; hash: string; at: Instant; text: string; qr: string[] }

export type Role = "kiosk" | "door" | "desk" | "moderator" | "rapporteur" | "protocol" | "agenda" | "admin" | "delegate" | "screen";
/** `device` only where the login is a device’s. */
export interface Me { name: string; roles: Role[]; expires_at: Instant; device?: { id: string; name: string; place: string | null } }

export type Topic = "agenda" | "tally" | "floor" | "ceremony" | "participants" | "pledges" | "print" | "doors" | "protocol" | "access"
	| "draft" | "groups" | "emergency" | "screens" | "videos" | "told";
/** What the live stream sends: names and versions, never the thing itself. */
export interface Notice { seq: number; at: Instant; topic: Topic; action: string; subject: string; version: number }
