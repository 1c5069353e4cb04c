// Commands of the program as a person types them: files for them, what they said, how they ended.
import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCsv } from './csv.mjs';
import { folder, p2c } from './program.mjs';
import { serveDemo } from './server.mjs';

export const [OK, FAILED, MISUSED, CONFIG] = [0, 1, 2, 78];
/** Where files of the tests go. */
export const WORK = folder();

let files = 0;
/** A new file with this text in it; answers its path. */
export function file(text, name = 'file.csv') {
	const path = join(WORK, `${++files}-${name}`);
	writeFileSync(path, text);
	return path;
}

/** The demonstration day in a folder that nobody has open. */
export async function closedDemo() {
	const server = await serveDemo();
	assert.deepEqual(await server.stop(), { code: 0, signal: null });
	return server.data;
}

/** A copy of a closed data folder. */
export function copyOf(data) {
	const copy = join(folder(), 'data');
	cpSync(data, copy, { recursive: true });
	return copy;
}

/** Runs a command on a data folder. */
export const on = (data, ...args) => p2c([...args, '--data', data]);

/** Everybody in it, as the export tells. */
export const people = async (data) => readCsv((await on(data, 'export', 'participants')).out);

/** Fails unless the command ended so and said so. */
export function ended({ code, out, err }, expected, ...words) {
	assert.equal(code, expected, out + err);
	for (const word of words) assert.match(code === OK ? out : err, word);
}

// Lines of a file of participants.
export const HEADER = 'registration_id,family_name,given_name,name_latin,entity,entity_type,country,category,roles,email,language,state\n';
export function row(id, family = 'Family', more = {}) {
	const { given = 'Given', entity = 'Import House', type = 'academia', country = 'RWA', category = '' } = more;
	const { roles = '', language = '', state = '' } = more;
	return `${[id, family, given, '', entity, type, country, category, roles, '', language, state].join(',')}\n`;
}
