// What the day must look like, said without asking the server: people, their badges and who is inside; sessions as they run; pledges; one
// speakers' list; one declaration with its signatories; devices. Small on purpose: it is read to be believed. COMMANDS is the table of
// what somebody may try, allowed or not; each row says what the answer must be and what is so afterwards. plenary totals: tests/day/model.mjs.

const OK = 200;
const MADE = 201;
const [FORBIDDEN, UNKNOWN, CONFLICT, STALE, INVALID, NO_VERSION] = [403, 404, 409, 412, 422, 428];

const GRANTED = ['approved', 'confirmed', 'arrived'];
const NOBODY = '00000000-0000-7000-8000-000000000000';
export const CAPACITY = 3;
export const REASON = 'Said by the test';

/** How long a device's question waits, and how long it may come in again once it was let in (device.h). */
const DEVICE_MS = 10 * 60_000;
/** The clock runs on while a command is on its way: so close to the end nobody can say what holds, and nothing is tried. */
const EDGE_MS = 10_000;

export class Day {
	now = 0; // what its clock was last set to
	people = [];
	pledges = [];
	sessions = [];
	list = { isClosed: false, rows: [] };
	declaration = null;
	devices = [];

	get inside() {
		return this.people.filter((person) => person.isInside).length;
	}

	get called() {
		return this.declaration.signatories.find((row) => row.state === 'called');
	}
}

// ---- tables of steps: from which states, to which

const PERSON_STEPS = {
	approve: [['requested', 'declined'], 'approved', { by: 'A focal point' }],
	confirm: [['approved'], 'confirmed', {}],
	decline: [['requested', 'approved', 'confirmed'], 'declined', { reason: REASON }],
};
const PLEDGE_STEPS = {
	announce: [['submitted'], 'heard', {}],
	confirm: [['heard'], 'confirmed', { means: 'text' }],
	sign: [['confirmed'], 'signed', {}],
	publish: [['confirmed', 'signed'], 'published', {}],
	withdraw: [['submitted', 'heard', 'confirmed', 'signed'], 'withdrawn', { reason: REASON }],
};
const SIGNATORY_STEPS = {
	call: [['expected', 'late', 'absent'], 'called'],
	absent: [['expected', 'called', 'late'], 'absent'],
	late: [['expected', 'called', 'absent'], 'late'],
	decline: [['expected', 'called', 'late', 'absent'], 'declined'],
	return: [['called', 'late', 'absent', 'declined'], 'expected'],
};
const DECLARATION_STEPS = { open: [['draft'], 'open'], close: [['open'], 'closed'], reopen: [['closed'], 'open'] };

// ---- who may try what (routes.def, said once more by hand)

const DESKS = ['desk', 'protocol', 'admin'];
const DOORS = [...DESKS, 'door'];
const CHAIRS = ['moderator', 'admin'];
const LISTS = [...CHAIRS, 'protocol'];
const EARS = [...CHAIRS, 'rapporteur'];
const RECORD = [...EARS, 'protocol'];
const OFFICE = ['protocol', 'admin'];
const TABLET = ['kiosk', ...OFFICE];
const RUNNERS = ['agenda', 'moderator', 'admin'];
const PLANNERS = ['agenda', 'admin'];

// ---- what can be looked at

const lookAt = {
	person: (person) => [`/api/participants/${person.id}`, ({ state, badge }) => [state, badge?.serial ?? null], [person.state, person.badge?.serial ?? null]],
	pledge: (pledge) => [`/api/pledges/${pledge.id}`, ({ state, title, version }) => [state, title, version], [pledge.state, pledge.title, pledge.version]],
	session: (session) => [`/api/sessions/${session.id}`, (row) => [row.state, row.delay_minutes], [session.state, session.delay]],
	list: (day) => [`/api/sessions/${day.list.session}/speakers`, ({ speakers, now, closed_at }) => [
		Object.fromEntries(speakers.map((row) => [row.id, row.state])), now?.id ?? null, speakers.filter((row) => row.state === 'waiting').map((row) => row.id), closed_at !== null,
	], [
		Object.fromEntries(day.list.rows.map((row) => [row.id, row.state])), day.list.rows.find((row) => row.state === 'speaking')?.id ?? null,
		day.list.rows.filter((row) => row.state === 'waiting').map((row) => row.id), day.list.isClosed,
	]],
	ceremony: ({ declaration }) => [`/api/declarations/${declaration.id}/signatories`, ({ declaration: { state }, signatories }) => [state, Object.fromEntries(signatories.map((row) => [row.id, [row.state, row.version]]))],
		[declaration.state, Object.fromEntries(declaration.signatories.map((row) => [row.id, [row.state, row.version]]))]],
	device: (day, device) => [`/api/devices/${device.id}`, ({ state }) => state, device.state === 'asked' && isOver(day, device) ? 'ended' : device.state],
};
export const everything = (day) => [
	...day.people.map(lookAt.person), ...day.pledges.map(lookAt.pledge), ...day.sessions.map(lookAt.session), lookAt.list(day), lookAt.ceremony(day), ...day.devices.filter((one) => isOver(day, one) !== null).map((one) => lookAt.device(day, one)),
];

const refuse = (status, looks = []) => ({ status, looks });
const post = (path, json = {}) => ({ method: 'POST', path, json });

/** An act that a table of steps decides. */
function step(request, thing, [from, to], look) {
	if (!from.includes(thing.state)) return { ...request, ...refuse(CONFLICT, [look]) };
	return { ...request, status: OK, then: () => (thing.state = to), looks: [look] };
}

/** A correction that names the version it was made on: as it is, an older one, or none. */
function correct(path, json, thing, pick, { status, then, look }) {
	const how = pick(['right', 'right', 'stale', 'none']);
	const request = { method: 'PATCH', path, json, version: { right: thing.version, stale: thing.version + 7, none: undefined }[how] };
	if (how === 'none') return { ...request, ...refuse(NO_VERSION, [look]) };
	if (how === 'stale') return { ...request, ...refuse(STALE, [look]) };
	return { ...request, status, then, looks: [look] };
}

/** A badge is issued: the one before is out of use. */
function issue(person, { serial, code }) {
	person.old.push(...(person.badge ? [person.badge.code] : []));
	person.badge = { serial, code };
}

const COMMANDS = {
	walkIn: { roles: DESKS, plan: (day) => {
		const name = `Guest ${day.people.length + 1}`;
		const then = ({ id }) => day.people.push({ id, name, state: 'approved', badge: null, old: [], isInside: false });
		return { ...post('/api/participants', { name: { family: name }, entity: { name: `House of ${name}` } }), status: MADE, then };
	} },
	nobody: { roles: DESKS, plan: () => ({ ...post(`/api/participants/${NOBODY}/check-in`), ...refuse(UNKNOWN) }) },
	checkIn: { roles: DESKS, plan: (day, pick) => {
		const person = pick(day.people);
		const badge = pick([true, false]);
		const request = post(`/api/participants/${person.id}/check-in`, { badge });
		if (!GRANTED.includes(person.state)) return { ...request, ...refuse(CONFLICT, [() => lookAt.person(person)]) };
		const then = (answer) => {
			person.state = 'arrived';
			if (badge && !person.badge) issue(person, answer.badge);
		};
		return { ...request, status: OK, then, looks: [() => lookAt.person(person)] };
	} },
	badge: { roles: DESKS, plan: (day, pick) => {
		const person = pick(day.people);
		const reason = pick(['', 'lost']);
		const request = post(`/api/participants/${person.id}/badge`, { reason });
		const looks = [() => lookAt.person(person)];
		if (!GRANTED.includes(person.state)) return { ...request, ...refuse(CONFLICT, looks) };
		if (person.badge && !reason) return { ...request, ...refuse(INVALID, looks) };
		return { ...request, status: OK, then: (answer) => issue(person, answer), looks };
	} },
	judge: { roles: DESKS, plan: (day, pick) => {
		const person = pick(day.people);
		const [name, row] = pick(Object.entries(PERSON_STEPS));
		const made = step(post(`/api/participants/${person.id}/${name}`, row[2]), person, row, () => lookAt.person(person));
		const then = made.then && (() => {
			made.then();
			if (person.state !== 'declined' || !person.badge) return;
			person.old.push(person.badge.code);
			person.badge = null;
		});
		return { ...made, then };
	} },
	scan: { roles: DOORS, plan: (day, pick) => {
		const person = pick(day.people);
		const codes = [...person.old.map((code) => ({ code, isOld: true })), ...(person.badge ? [{ code: person.badge.code, isOld: false }] : [])];
		const { code, isOld } = codes.length > 0 ? pick(codes) : { code: 'NOT-A-CODE', isOld: null };
		const isOut = pick([true, false, false]);
		const decided = isOut ? undefined : pick([undefined, undefined, undefined, 'admit', 'refuse']);
		const request = { ...post('/api/scans', { code, point: 'hall', ...(isOut && { direction: 'out' }), ...(decided && { decided }) }), waits: true };
		const result = scanned(day, person, isOld, isOut, decided);
		const then = () => {
			if (result === 'admitted') person.isInside = true;
			if (result === 'left') person.isInside = false;
		};
		return { ...request, status: OK, answer: ['result and head count', (json) => [json.result, json.inside], () => [result, day.inside]], then };
	} },

	pledge: { roles: EARS, plan: (day, pick) => {
		const state = pick(['heard', 'submitted']);
		const title = `Pledge ${day.pledges.length + 1}`;
		const then = ({ id, version }) => day.pledges.push({ id, title, state, version });
		return { ...post('/api/pledges', { type: 'policy', title, state, pledgers: [{ entity_name: 'House of pledges' }] }), status: MADE, then };
	} },
	pledgeOfNobody: { roles: EARS, plan: () => ({ ...post('/api/pledges', { type: 'policy', title: 'Nobody', pledgers: [] }), ...refuse(INVALID) }) },
	pledgeStep: { roles: RECORD, plan: (day, pick) => {
		const pledge = pick(day.pledges);
		if (!pledge) return null;
		const [name, row] = pick(Object.entries(PLEDGE_STEPS));
		const made = step(post(`/api/pledges/${pledge.id}/${name}`, row[2]), pledge, row, () => lookAt.pledge(pledge));
		return { ...made, then: made.then && (() => [made.then(), (pledge.version += 1)]) };
	} },
	withdrawWithoutWords: { roles: RECORD, plan: (day, pick) => {
		const pledge = pick(day.pledges);
		if (!pledge) return null;
		return { ...post(`/api/pledges/${pledge.id}/withdraw`), ...refuse(PLEDGE_STEPS.withdraw[0].includes(pledge.state) ? INVALID : CONFLICT, [() => lookAt.pledge(pledge)]) };
	} },
	correctPledge: { roles: EARS, plan: (day, pick) => {
		const pledge = pick(day.pledges);
		if (!pledge) return null;
		const title = `${pledge.title}, corrected`.slice(0, 60);
		const isOver = pledge.state === 'withdrawn';
		const then = isOver ? undefined : () => Object.assign(pledge, { title, version: pledge.version + 1 });
		return correct(`/api/pledges/${pledge.id}`, { title }, pledge, pick, { status: isOver ? CONFLICT : OK, then, look: () => lookAt.pledge(pledge) });
	} },

	askForFloor: { roles: LISTS, plan: (day, pick) => {
		const person = pick(day.people);
		const request = post(`/api/sessions/${day.list.session}/speakers`, { person: person.id });
		const isOn = day.list.rows.some((row) => row.person === person && ['waiting', 'speaking'].includes(row.state));
		if (day.list.isClosed || isOn) return { ...request, ...refuse(CONFLICT, [() => lookAt.list(day)]) };
		return { ...request, status: MADE, then: ({ id }) => day.list.rows.push({ id, person, state: 'waiting', isHeld: false }), looks: [() => lookAt.list(day)] };
	} },
	floor: { roles: CHAIRS, plan: (day, pick) => {
		const row = pick(day.list.rows);
		if (!row) return null;
		const name = pick(['call', 'call', 'end', 'pause', 'resume']);
		const request = post(`/api/speakers/${row.id}/${name}`);
		const looks = [() => lookAt.list(day)];
		const isAllowed = { call: row.state === 'waiting', end: row.state === 'speaking', pause: row.state === 'speaking' && !row.isHeld, resume: row.state === 'speaking' && row.isHeld }[name];
		if (!isAllowed) return { ...request, ...refuse(CONFLICT, looks) };
		const then = () => {
			if (name === 'pause' || name === 'resume') row.isHeld = name === 'pause';
			if (name === 'end') row.state = 'delivered';
			if (name !== 'call') return;
			for (const other of day.list.rows) if (other.state === 'speaking') other.state = 'delivered';
			Object.assign(row, { state: 'speaking', isHeld: false });
		};
		return { ...request, status: OK, then, looks };
	} },
	leaveList: { roles: LISTS, plan: (day, pick) => {
		const row = pick(day.list.rows);
		if (!row) return null;
		const name = pick(['withdraw', 'undelivered']);
		const to = { withdraw: 'withdrawn', undelivered: 'undelivered' }[name];
		return step(post(`/api/speakers/${row.id}/${name}`), row, [['waiting'], to], () => lookAt.list(day));
	} },
	moveOnList: { roles: LISTS, plan: (day, pick) => {
		const [row, before] = [pick(day.list.rows), pick(day.list.rows)];
		if (!row || row === before) return null;
		const request = post(`/api/speakers/${row.id}/move`, { before: before.id });
		if (row.state !== 'waiting' || before.state !== 'waiting') return { ...request, ...refuse(CONFLICT, [() => lookAt.list(day)]) };
		const then = () => {
			day.list.rows = day.list.rows.filter((one) => one !== row);
			day.list.rows.splice(day.list.rows.indexOf(before), 0, row);
		};
		return { ...request, status: OK, then, looks: [() => lookAt.list(day)] };
	} },
	closeList: { roles: CHAIRS, plan: (day, pick) => {
		const name = pick(['close', 'reopen', 'reopen']);
		const request = post(`/api/sessions/${day.list.session}/floor/${name}`);
		const looks = [() => lookAt.list(day)];
		if (day.list.isClosed === (name === 'close')) return { ...request, ...refuse(CONFLICT, looks) };
		const then = () => {
			day.list.isClosed = name === 'close';
			for (const row of day.list.rows) {
				if (day.list.isClosed && row.state === 'waiting') Object.assign(row, { state: 'undelivered', isCutOff: true });
				else if (!day.list.isClosed && row.isCutOff && row.state === 'undelivered') Object.assign(row, { state: 'waiting', isCutOff: false });
				else row.isCutOff = false;
			}
		};
		return { ...request, status: OK, then, looks };
	} },

	run: { roles: RUNNERS, plan: (day, pick) => {
		const session = pick(day.sessions);
		const [name, table] = pick(Object.entries({ start: [['planned'], 'running'], end: [['running'], 'ended'] }));
		return step(post(`/api/sessions/${session.id}/${name}`), session, table, () => lookAt.session(session));
	} },
	delay: { roles: RUNNERS, plan: (day, pick) => {
		const session = pick(day.sessions);
		const minutes = pick([0, 5, 90, 601]);
		const request = post(`/api/sessions/${session.id}/delay`, { minutes });
		const looks = [() => lookAt.session(session)];
		if (minutes > 600) return { ...request, ...refuse(INVALID, looks) };
		if (['running', 'ended'].includes(session.state)) return { ...request, ...refuse(CONFLICT, looks) };
		return { ...request, status: OK, then: () => (session.delay = minutes), looks };
	} },
	callOff: { roles: PLANNERS, plan: (day, pick) => {
		const session = pick(day.sessions);
		const [name, table, words] = pick([['cancel', [['planned'], 'cancelled'], { reason: REASON }], ['reinstate', [['cancelled'], 'planned'], {}]]);
		return step(post(`/api/sessions/${session.id}/${name}`, words), session, table, () => lookAt.session(session));
	} },

	declaration: { roles: OFFICE, plan: (day, pick) => {
		const { declaration } = day;
		const [name, row] = pick(Object.entries(DECLARATION_STEPS));
		return step(post(`/api/declarations/${declaration.id}/${name}`), declaration, row, () => lookAt.ceremony(day));
	} },
	enterSignatory: { roles: OFFICE, plan: (day, pick) => {
		const { declaration } = day;
		const person = pick(day.people);
		const request = post(`/api/declarations/${declaration.id}/signatories`, { person: person.id });
		const looks = [() => lookAt.ceremony(day)];
		if (declaration.state === 'closed' || declaration.signatories.some((row) => row.person === person)) return { ...request, ...refuse(CONFLICT, looks) };
		const then = (answer) => {
			const { id, version } = answer.signatories.find((row) => row.person?.id === person.id);
			declaration.signatories.push({ id, version, person, state: 'expected', isSeen: false, signature: null });
		};
		return { ...request, status: MADE, then, looks };
	} },
	seeAuthority: { roles: OFFICE, plan: (day, pick) => {
		const row = pick(day.declaration.signatories);
		if (!row) return null;
		const has = row.state === 'signed';
		const then = has ? undefined : () => Object.assign(row, { isSeen: true, version: row.version + 1 });
		return correct(`/api/signatories/${row.id}`, { authority: { state: 'seen' } }, row, pick, { status: has ? CONFLICT : OK, then, look: () => lookAt.ceremony(day) });
	} },
	signatory: { roles: OFFICE, plan: (day, pick) => {
		const row = pick(day.declaration.signatories);
		if (!row) return null;
		const [name, table] = pick([...Object.entries(SIGNATORY_STEPS), ['call', SIGNATORY_STEPS.call], ['call', SIGNATORY_STEPS.call]]);
		const request = post(`/api/signatories/${row.id}/${name}`);
		const look = () => lookAt.ceremony(day);
		if (day.declaration.state !== 'open' || (name === 'call' && day.called)) return { ...request, ...refuse(CONFLICT, [look]) };
		const made = step(request, row, table, look);
		return { ...made, then: made.then && (() => [made.then(), (row.version += 1)]) };
	} },
	sign: { roles: TABLET, plan: (day, pick) => {
		const row = pick(day.called ? [day.called, day.called, ...day.declaration.signatories] : day.declaration.signatories);
		if (!row) return null;
		const sha = pick([day.declaration.sha256, day.declaration.sha256, day.declaration.sha256, 'f'.repeat(64)]);
		const request = post(`/api/declarations/${day.declaration.id}/signatures`, { signatory: row.id, means: 'tablet', strokes: [[[10, 20, 0], [30, 40, 16]]], text_sha256: sha });
		const look = () => lookAt.ceremony(day);
		if (day.declaration.state !== 'open' || row.state !== 'called' || !row.isSeen || sha !== day.declaration.sha256) return { ...request, ...refuse(CONFLICT, [look]) };
		const then = ({ id }) => Object.assign(row, { state: 'signed', signature: id, version: row.version + 1 });
		return { ...request, status: MADE, then, looks: [look] };
	} },
	annul: { roles: OFFICE, plan: (day, pick) => {
		const row = pick(day.declaration.signatories.filter((one) => one.signature !== null));
		if (!row) return null;
		const reason = pick([REASON, REASON, '']);
		const request = post(`/api/signatures/${row.signature}/annul`, { reason });
		const look = () => lookAt.ceremony(day);
		if (!reason) return { ...request, ...refuse(INVALID, [look]) };
		return { ...request, status: OK, then: () => Object.assign(row, { state: 'expected', signature: null, version: row.version + 1 }), looks: [look] };
	} },

	device: { roles: null, plan: (day) => {
		const ends = day.devices.filter(({ state }) => state === 'asked').map((one) => isOver(day, one));
		if (ends.includes(null)) return null;
		const then = ({ id, code, secret }) => { // those that nobody answered make room first
			day.devices = day.devices.filter((one) => one.state !== 'asked' || !isOver(day, one));
			day.devices.push({ id, code, secret, state: 'asked', since: day.now });
		};
		return { ...post('/api/devices'), status: OK, then };
	} },
	approveDevice: { roles: ['admin'], plan: (day, pick) => {
		const device = deviceOf(day, pick);
		if (!device) return null;
		const isRight = pick([true, true, false]);
		const request = post(`/api/devices/${device.id}/approve`, { code: isRight ? device.code : 'ZZZ-ZZZ', name: `Door of ${device.code}`, role: 'door', place: 'hall' });
		const look = () => lookAt.device(day, device);
		if (device.state !== 'asked' || isOver(day, device)) return { ...request, ...refuse(CONFLICT, [look]) };
		if (!isRight) return { ...request, ...refuse(INVALID, [look]) };
		return { ...request, status: OK, then: () => Object.assign(device, { state: 'approved', since: day.now }), looks: [look] };
	} },
	enrolDevice: { roles: null, plan: (day, pick) => {
		const device = deviceOf(day, pick);
		if (!device) return null;
		const request = post(`/api/devices/${device.id}/enrol`, { secret: device.secret });
		const look = () => lookAt.device(day, device);
		if (!['approved', 'enrolled'].includes(device.state) || isOver(day, device)) return { ...request, ...refuse(CONFLICT, [look]) };
		return { ...request, status: OK, then: () => (device.state = 'enrolled'), looks: [look] };
	} },
	revokeDevice: { roles: ['admin'], plan: (day, pick) => {
		const device = deviceOf(day, pick);
		if (!device) return null;
		return step(post(`/api/devices/${device.id}/revoke`), device, [['asked', 'approved', 'enrolled'], 'ended'], () => lookAt.device(day, device));
	} },
};

/** Are a device's ten minutes over? Null when nobody can say. */
function isOver(day, { since }) {
	const left = since + DEVICE_MS - day.now;
	return Math.abs(left) <= EDGE_MS ? null : left < 0;
}

/** A device of which can be said how it stands. */
function deviceOf(day, pick) {
	const device = pick(day.devices);
	return device && isOver(day, device) !== null ? device : null;
}

/** What the door of the hall says: it scans people out and holds CAPACITY. The first row that holds decides. */
function scanned(day, person, isOld, isOut, decided) {
	const rows = [
		[isOld === null, 'unknown'],
		[isOut, 'left'],
		[isOld, 'revoked'],
		[!GRANTED.includes(person.state), 'refused'],
		[decided === 'refuse', 'refused'],
		[person.isInside && decided !== 'admit', 'already'],
		[!person.isInside && day.inside >= CAPACITY, 'refused'],
		[true, 'admitted'],
	];
	return rows.find(([holds]) => holds)[1];
}

export const NAMES = Object.keys(COMMANDS);
export const ROLES = ['desk', 'door', 'moderator', 'rapporteur', 'protocol', 'agenda', 'kiosk', 'admin'];

/** A command as a request, with what must come of it: { method, path, json, role, status, then, looks }. Null when there is nothing to try. */
export function planOf(day, { name, roll }) {
	const pick = (rows) => rows[roll(Math.max(1, rows.length))];
	const command = COMMANDS[name];
	const plan = command.plan(day, pick);
	if (plan === null || command.roles === null) return plan && { ...plan, role: null };
	const strangers = ROLES.filter((role) => !command.roles.includes(role));
	if (roll(8) > 0) return { ...plan, role: pick(command.roles) };
	return { ...plan, role: pick(strangers), status: FORBIDDEN, then: undefined, answer: undefined };
}
