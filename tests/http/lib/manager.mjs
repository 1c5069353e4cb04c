// A service manager in small (manager.pl), driven by a test: it holds the listening sockets while servers come and go.
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { begin, folder, PROGRAM, ROOT, within } from './program.mjs';

const MANAGER = join(ROOT, 'tests/http/lib/manager.pl');
const PATIENCE = 20_000;

/** A manager that holds these sockets for the server of a data folder, which `program` is. */
export async function manage(t, data, names, args = [], program = PROGRAM) {
	const child = begin('perl', [MANAGER, folder('manager'), names, program, 'serve', '--data', data, '--listen', '127.0.0.1:0', ...args]);
	t.after(() => child.kill('SIGKILL'));
	const said = [];
	const waiting = [];
	const facts = [];
	createInterface({ input: child.stdout }).on('line', (line) => {
		said.push(line);
		for (const one of waiting.filter(({ text }) => line.startsWith(text))) one.done(line);
	});
	createInterface({ input: child.stderr }).on('line', (line) => facts.push(line));
	/** The next line that begins so. */
	const hear = (text) => within(PATIENCE, `${text}\n${facts.join('\n')}`, new Promise((done) => waiting.push({ text, done })));
	const tell = (word, answer) => {
		const heard = hear(answer);
		child.stdin.write(`${word}\n`);
		return heard;
	};
	if (!said.some((line) => line.startsWith('port'))) await hear('port');
	return { tell, hear, said, facts, port: Number(said[0].split(' ')[1]) };
}
