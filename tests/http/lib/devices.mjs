// Devices that are let in as people do it: the device asks, somebody types its code, it comes in.
import assert from 'node:assert/strict';
import { Client } from './client.mjs';

const done = async (promise) => {
	const answer = await promise;
	assert.ok(answer.status < 300, `${answer.status} ${answer.text}`);
	return answer;
};

/** A device that asked, was let in under { name, role, place } and has come in: { device, client }. */
export async function enrolled(server, form) {
	const client = new Client(server);
	const { json: device } = await done(client.post('/api/devices'));
	const admin = await server.as('admin');
	await done(admin.post(`/api/devices/${device.id}/approve`, { code: device.code, ...form }));
	const answer = await done(client.post(`/api/devices/${device.id}/enrol`, { secret: device.secret }));
	client.cookie = answer.headers['set-cookie'][0].split(';')[0];
	return { device, client };
}
