// server/http/openapi.json as a judge: is this answer one that the description promises?
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import addFormats from 'ajv-formats';
import Ajv2020 from 'ajv/dist/2020.js';
import { ROOT } from './program.mjs';

export const description = JSON.parse(readFileSync(join(ROOT, 'server', 'http', 'openapi.json'), 'utf8'));

const ajv = new Ajv2020.default({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(description, 'p2c');

const escaped = (word) => encodeURIComponent(word.replaceAll('~', '~0').replaceAll('/', '~1'));
const pointer = (...words) => `p2c#/${words.map(escaped).join('/')}`;

/** Follows a reference to a part of the description; answers the part and where it is. */
function resolved(part, ...words) {
	if (!part?.$ref) return { part, at: words };
	const at = part.$ref.slice(2).split('/');
	return { part: at.reduce((inside, word) => inside[word], description), at };
}

const templates = Object.keys(description.paths).map((path) => ({
	path,
	fits: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+?')}$`),
	open: path.includes('{'),
	literal: path.replace(/\{\w+\}/g, '').length,
}));

/** The path of the description that an address belongs to; the most literal one first. */
export function pathOf(address) {
	const bare = address.split('?')[0];
	return templates.filter(({ fits }) => fits.test(bare)).sort((a, b) => a.open - b.open || b.literal - a.literal)[0]?.path;
}

function judge(at, value, what) {
	const validate = ajv.getSchema(pointer(...at));
	assert.ok(validate, `no schema at ${at.join('/')}`);
	assert.ok(validate(value), `${what}: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(value).slice(0, 2000)}`);
}

const bare = (type) => type?.replace(/\s*;\s*/g, ';').toLowerCase();

/** What the body of this request is to be, as the description says: the first of its media types. */
export function mediaTypeOf(method, address) {
	const body = description.paths[pathOf(address)]?.[method.toLowerCase()]?.requestBody;
	return body === undefined ? undefined : Object.keys(body.content)[0];
}

/** Fails unless the description names this status and content type and the body fits its schema. */
export function checkAnswer(method, address, answer) {
	const verb = method === 'HEAD' ? 'get' : method.toLowerCase();
	const path = pathOf(address);
	const operation = description.paths[path]?.[verb];
	const what = `${method} ${address} → ${answer.status}`;
	if (!operation) {
		assert.ok(answer.status >= 400, `${what} is not described`);
		if (method !== 'HEAD') judge(['components', 'schemas', 'ClosedProblem'], answer.json, what);
		return;
	}
	const place = ['paths', path, verb, 'responses', String(answer.status)];
	const { part, at } = resolved(operation.responses[answer.status], ...place);
	assert.ok(part, `${what} is not among ${Object.keys(operation.responses)}: ${answer.text.slice(0, 300)}`);
	if (answer.status === 304 || method === 'HEAD') {
		assert.equal(answer.bytes.length, 0, `${what} has a body`);
		return;
	}
	const type = Object.keys(part.content).find((name) => bare(name) === bare(answer.headers['content-type']));
	assert.ok(type, `${what} has the type ${answer.headers['content-type']}`);
	if (answer.json !== null) judge([...at, 'content', type, 'schema'], answer.json, what);
}

/** Fails unless the description allows a body that the server has accepted. */
export function checkRequest(method, address, json) {
	const path = pathOf(address);
	const operation = description.paths[path][method.toLowerCase()];
	assert.ok(operation.requestBody, `${method} ${path} describes no body`);
	judge(['paths', path, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema'], json, `${method} ${address} took`);
}

const EVERYWHERE = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'no-referrer',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
};

/** Only what hangs in the venue may be shown within a page, and only within ours: the moderator's preview, the office's screens. */
const FRAMED = /^\/(?:hall|wall|sign\/[^/]+)$/;

/** Fails unless the answer carries what keeps browsers from misusing it. */
export function checkHeaders(answer, address = '') {
	const [ancestors, frames] = FRAMED.test(pathOf(address)) && answer.status < 400 ? ['self', 'SAMEORIGIN'] : ['none', 'DENY'];
	for (const [name, value] of Object.entries({ ...EVERYWHERE, 'x-frame-options': frames })) {
		assert.equal(answer.headers[name], value, `${name} of a ${answer.status}`);
	}
	assert.match(answer.headers['content-security-policy'] ?? '', new RegExp(`default-src 'none'.*frame-ancestors '${ancestors}'`));
	assert.ok(answer.headers['permissions-policy'] && answer.headers['cache-control'] && answer.headers.date);
}
