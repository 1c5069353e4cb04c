// Commands that are tortured from their first call to their last: { name, args(data, out) }. `prepare` makes the folder they work on,
// otherwise each gets a copy of a small day; `writes`: a file comes out; `leaves(data)`: what must be there in the end, as text, the
// same whether it went well at once or the second time.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder, p2c } from '../http/lib/program.mjs';

const said = async (...args) => (await p2c(args)).out;
const people = (data) => said('export', 'participants', '--data', data);
const agenda = (data) => said('export', 'agenda', '--format', 'csv', '--data', data);
const files = folder('files');
const file = (name, text) => {
	writeFileSync(join(files, name), text);
	return join(files, name);
};

const PEOPLE = file('people.csv', 'registration_id,family_name,given_name,entity,entity_type,country,state\nA-1,One,Ann,House,academia,RWA,confirmed\nA-2,Two,Bo,House,academia,RWA,confirmed\n');
const RATES = file('rates.csv', 'currency,per_usd,valid_on\nXPF,119.3,2022-06-08\n');
const PLEDGES = file('pledges.csv', 'type,entity,country,title\npolicy,House,RWA,Two servers\n');
const event = (uid, hour) => ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20220601T000000Z', `DTSTART:20220608T${hour}0000Z`, `DTEND:20220608T${hour}3000Z`, `SUMMARY:${uid}`, 'END:VEVENT'];
const AGENDA = file('agenda.ics', ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:torture', ...event('one', '08'), ...event('two', '09'), 'END:VCALENDAR', ''].join('\r\n'));

const COPY = join(files, 'copy.db');

/** The small day that most commands work on, and the copy of it that is brought back. */
export async function smallDay() {
	const data = join(folder(), 'data');
	for (const args of [['init', '--title', 'Small'], ['import', 'participants', PEOPLE], ['import', 'agenda', AGENDA, '--kind', 'foreign'], ['backup', COPY]]) {
		const { code, err } = await p2c([...args, '--data', data]);
		if (code !== 0) throw new Error(err);
	}
	return data;
}

const on = (data, ...args) => [...args, '--data', data];

export const COMMANDS = [
	{ name: 'init', prepare: () => join(folder(), 'data'), args: (data) => on(data, 'init', '--title', 'New'), onceOnly: true },
	{ name: 'import participants', args: (data) => on(data, 'import', 'participants', PEOPLE), leaves: people },
	{ name: 'import agenda', args: (data) => on(data, 'import', 'agenda', AGENDA, '--kind', 'foreign'), leaves: agenda },
	{ name: 'import rates', args: (data) => on(data, 'import', 'rates', RATES) },
	{ name: 'import pledges', args: (data) => on(data, 'import', 'pledges', PLEDGES), leaves: (data) => said('export', 'pledges', '--data', data).then((csv) => csv.split('\n').length) },
	{ name: 'export participants', args: (data, out) => on(data, 'export', 'participants', '-o', out), writes: 'same' },
	{ name: 'export agenda as xlsx', args: (data, out) => on(data, 'export', 'agenda', '--format', 'xlsx', '-o', out), writes: 'some' },
	{ name: 'code', args: (data) => on(data, 'code', '--role', 'desk') },
	{ name: 'user add', args: (data) => on(data, 'user', 'add', 'amina', '--role', 'desk'), input: 'correct horse battery\n' },
	{ name: 'printer add', args: (data) => on(data, 'printer', 'add', 'One', 'ipp://127.0.0.1:1/ipp'), onceOnly: true },
	{ name: 'badges', args: (data, out) => on(data, 'badges', '--all', '-o', out), writes: 'some' },
	{ name: 'check agenda', args: (data) => ['check', 'agenda', AGENDA] },
	{ name: 'verify', args: (data) => on(data, 'verify'), says: true },
	{ name: 'backup', args: (data, out) => on(data, 'backup', out), writes: 'some', onceOnly: true },
	{ name: 'restore', prepare: () => join(folder(), 'data'), args: (data) => on(data, 'restore', COPY), leaves: people, onceOnly: true, clears: true },
	{ name: 'tls init', args: (data) => on(data, 'tls', 'init', '--hosts', 'desk.example'), onceOnly: true },
	{ name: 'help', args: () => ['--help'], says: true },
];
