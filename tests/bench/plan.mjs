// An agenda as a schedule.json of any size: days × rooms × sessions of 25 minutes back to back, each with its speakers.
import { writeWork } from "./tools.mjs";

const two = (n) => String(n).padStart(2, "0");
const uuid = (day, room, turn) => `01813d2a-${two(day)}${two(room)}-7000-8000-0000000000${two(turn)}`;

const TITLES = { fr: "connecter ceux qui ne le sont pas", es: "conectar a los no conectados", ar: "توصيل غير الموصولين", ru: "подключить неподключённых", zh: "连接未连接者" };

/** The path of the file. Speakers go from room to room, so that people are shared as on a real day. */
export function planFile({ days = 3, rooms = 5, turns = 20, sessions = Infinity, languages = false } = {}) {
	let left = sessions;
	const others = {};
	const names = Array.from({ length: rooms }, (_, i) => ["Plenary Hall", "Auditorium", "MH1", "MH2", "Breakout Room A"][i] ?? `Room ${i + 1}`);
	const session = (date, day, room, turn) => {
		const from = 8 * 60 + turn * 30;
		const start = `${two(Math.floor(from / 60))}:${two(from % 60)}`;
		const speaker = (room + turn) % rooms;
		const guid = uuid(day, room, turn);
		const texts = Object.fromEntries(Object.entries(TITLES).map(([lang, words]) => [lang, `${day}.${room}.${turn} ${words}`]));
		if (languages) others[guid] = { title: { in: "en", ...texts }, persons: [] };
		return { guid, id: day * 10000 + room * 100 + turn, date: `${date}T${start}:00+02:00`, start, duration: "00:25",
			room: names[room], slug: `s-${day}-${room}-${turn}`, url: "https://p2c.example/", subtitle: "", track: null, type: "panel",
			title: `Session ${day}.${room}.${turn}: connecting the unconnected`, language: "en", links: [],
			abstract: "How commitments become connected schools, clinics and villages; what regulators, operators and donors each bring.",
			persons: [{ guid: uuid(90, speaker, 1), name: `Speaker ${speaker}`, role: "speaker" }] };
	};
	const list = Array.from({ length: days }, (_, day) => {
		const date = `2022-06-${two(7 + day)}`;
		const all = Array.from({ length: turns }, (_, turn) => turn);
		return { index: day + 1, date, day_start: `${date}T08:00:00+02:00`, day_end: `${date}T22:00:00+02:00`,
			rooms: Object.fromEntries(names.map((name, room) => [name, all.filter(() => left-- > 0).map((turn) => session(date, day, room, turn))])) };
	});
	const conference = { acronym: "bench", title: "Bench", start: "2022-06-07", end: `2022-06-${two(6 + days)}`, daysCount: days, timeslot_duration: "00:05",
		time_zone_name: "Africa/Kigali", rooms: names.map((name, i) => ({ name, guid: uuid(91, i, 0) })), days: list };
	return writeWork(`plan-${days}-${rooms}-${turns}-${languages}.json`, JSON.stringify({ schedule: { version: "1", base_url: "https://p2c.example/", conference, p2c: { sessions: others } } }));
}
