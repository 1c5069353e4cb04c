// A day with one of everything in it, so that whatever stands for {…} in an address can be filled in.
import assert from 'node:assert/strict';
import { enrolled } from './devices.mjs';

const json = async (promise) => {
	const answer = await promise;
	assert.ok(answer.status < 300, `${answer.status} ${answer.text.slice(0, 300)}`);
	return answer.json;
};

export const TEXT = { title: { fr: 'Un titre' }, body: { fr: 'Un texte.' } };

/** Makes the things and names them; `THINGS` are the ids by the word of the path that they stand behind. */
export async function furnish(server) {
	const admin = await server.as('admin');
	const second = await server.another('moderator');
	const desk = await server.as('desk');
	let names = 0;
	const person = () =>
		json(desk.post('/api/participants', { name: { given: 'No', family: `Body ${++names}` }, entity: { name: `House ${names}`, country: 'KEN' } }));
	async function ceremony() {
		const declaration = await json(admin.post('/api/declarations', { coalition: `Coalition ${++names}`, ...TEXT }));
		const { signatories } = await json(admin.post(`/api/declarations/${declaration.id}/signatories`, { person: (await person()).id }));
		return { declaration, signatory: signatories[0] };
	}
	const { speaker: now } = await json(server.guest.get('/api/wall'));
	const session = now.session;
	const [{ id: room }] = (await json(server.guest.get('/api/agenda'))).rooms;
	const speaker = await json(admin.post(`/api/sessions/${session}/speakers`, { person: (await person()).id }));
	const pledge = await json(admin.post('/api/pledges', { type: 'policy', speaker: speaker.id, open: true, amount: { value: '5', currency: 'USD' } }));
	const hearing = await json(second.post('/api/hearings', { type: 'financial', speaker: speaker.id, amount: { value: '6', currency: 'USD' } }));
	const [mine, other] = [await ceremony(), await ceremony()];
	const shipped = await json(admin.get('/api/templates/label-62'));
	const template = await json(admin.post('/api/templates', { ...shipped.template, id: 'own-label' }));
	const somebody = await person();
	await json(desk.post(`/api/participants/${somebody.id}/help`, { reason: 'other' }));
	const { cases } = await json(desk.get('/api/help-desk?limit=500'));
	const { alerts } = await json(admin.get('/api/alerts'));
	const point = await json(admin.post('/api/points', { name: 'A door of nobody' }));
	const guest = await person();
	const { conflict } = await json(desk.post('/api/scans', { code: 'NOBODYS', point: 'main', offline: { result: 'admitted' } }));
	// Switched off: a printer that is watched may say something at any moment.
	const printer = await json(admin.post('/api/printers', { name: 'Hostile', uri: 'ipp://127.0.0.1/ipp/print', enabled: false }));
	const { groups } = await json(admin.post(`/api/sessions/${session}/groups`, { groups: [{ name: 'Hostile', capacity: 3 }] }));
	const { device: screen, client: sign } = await enrolled(server, { name: 'A sign', role: 'screen' });
	const film = await json(admin.post('/api/videos', { title: { en: 'Nothing yet' }, language: 'en', size: 1 }));
	const playlist = await json(admin.post('/api/playlists', { name: 'Nothing yet' }));
	const THINGS = {
		sessions: session,
		draft: session,
		rooms: room,
		speakers: speaker.id,
		pledges: pledge.id,
		hearings: hearing.id,
		declarations: mine.declaration.id,
		signatories: mine.signatory.id,
		templates: template.id,
		participants: somebody.id,
		'help-desk': cases.find((row) => row.person.id === somebody.id).id,
		alerts: alerts[0].id,
		categories: 'GST',
		points: point.id,
		entities: guest.entity.id,
		conflicts: conflict,
		printers: printer.id,
		groups: groups[0].id,
		screens: screen.id,
		videos: film.id,
		playlists: playlist.id,
	};
	return { admin, second, desk, person, ceremony, session, speaker, pledge, hearing, mine, other, sign, THINGS };
}

/** Somebody who came in by the link of a read-back: { client, code }. */
export async function delegateOf(server, pledge) {
	const admin = await server.as('admin');
	const { link } = await json(admin.post(`/api/pledges/${pledge}/read-back`, { means: 'link' }));
	const code = link.slice('/read-back#'.length);
	const client = await server.signIn({ code });
	return { client, code };
}
