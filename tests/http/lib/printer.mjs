// Virtual printers: CUPS's own ippeveprinter, which speaks real IPP, with a print command that does what the test says. It needs a
// system bus to announce itself on, so it gets one of its own; nothing leaves this machine.
import assert from 'node:assert/strict';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { begin, folder, run, within } from './program.mjs';

const START_MS = 20_000;
const TRIES = 5;

/** The first line of a child that fits; rejects when it ends before. */
function line(child, fits, what) {
	return within(
		START_MS,
		what,
		new Promise((done, fail) => {
			let said = '';
			for (const stream of [child.stdout, child.stderr])
				stream.on('data', (part) => {
					said = (said + part).slice(-65536);
					if (fits.test(said)) done(said.match(fits)[0]);
				});
			child.on('error', fail);
			child.on('close', (code) => fail(new Error(`${what}: ended with ${code}\n${said.slice(-2000)}`)));
		}),
	);
}

/** Lets the tests end although the child still runs. */
function release(child) {
	for (const handle of [child, child.stdin, child.stdout, child.stderr]) handle.unref?.();
}

const BUS = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
 <type>system</type><listen>unix:path=PATH</listen><auth>EXTERNAL</auth>
 <policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/></policy>
</busconfig>
`;

let bus;
/** The address of this process's own bus. */
function ownBus() {
	bus ??= (async () => {
		const at = folder('bus');
		const config = join(at, 'bus.conf');
		writeFileSync(config, BUS.replace('PATH', join(at, 'bus')));
		const child = begin('dbus-daemon', [`--config-file=${config}`, '--nofork', '--nopidfile', '--print-address']);
		const address = await line(child, /unix:path=\S+/, 'a bus');
		release(child);
		return address;
	})();
	return bus;
}

/** A port that nobody has at this moment. */
export function freePort() {
	return new Promise((done, fail) => {
		const probe = net.createServer();
		probe.on('error', fail);
		probe.listen(0, '127.0.0.1', () => {
			const { port } = probe.address();
			probe.close(() => done(port));
		});
	});
}

// What it says to its print command is obeyed line by line: `state +media-empty-error`, `end 0`. Without a pipe it prints at once.
const COMMAND = `#!/bin/sh
# The print command of a virtual printer.
[ -p 'PIPE' ] || exit 0
exec 3<>'PIPE'
while read -r what rest <&3; do
	case $what in
	state) echo "STATE: $rest" >&2 ;;
	end) exit "$rest" ;;
	esac
done
`;

const BADGE_PAPER = 'oe_badge_105x148mm';
const conf = ({ media, formats, types, dpi, sides, back }) => `ATTR boolean color-supported true
ATTR mimeMediaType document-format-default ${formats[0]}
ATTR mimeMediaType document-format-supported ${formats.join(',')}
ATTR keyword media-default ${media[0]}
ATTR keyword media-ready ${media[0]}
ATTR keyword media-supported ${media.join(',')}
ATTR resolution pwg-raster-document-resolution-supported ${dpi}dpi
ATTR keyword pwg-raster-document-sheet-back ${back}
ATTR keyword pwg-raster-document-type-supported ${types.join(',')}
ATTR keyword sides-default one-sided
ATTR keyword sides-supported ${sides.join(',')}
`;

export class Printer {
	constructor(at, port, child) {
		Object.assign(this, { at, port, child });
		this.uri = `ipp://localhost:${port}/ipp/print`;
		this.secureUri = `ipps://localhost:${port}/ipp/print`;
	}

	/** The files it was given, in order of its job numbers. */
	get files() {
		const name = (file) => Number(file.split('-')[0]);
		return readdirSync(join(this.at, 'spool'))
			.filter((file) => /\.(pdf|pwg|ras)$/.test(file))
			.sort((a, b) => name(a) - name(b))
			.map((file) => readFileSync(join(this.at, 'spool', file)));
	}

	/** From now on its command waits for what it is told. */
	async hold() {
		this.pipe = join(this.at, 'pipe');
		if (!existsSync(this.pipe)) assert.equal((await run('mkfifo', [this.pipe])).code, 0);
		this.fd ??= openSync(this.pipe, 'r+');
	}

	tell(...lines) {
		writeSync(this.fd, lines.map((text) => `${text}\n`).join(''));
	}

	/** Power cut: at once, and with what it was doing. */
	async kill() {
		const ended = new Promise((done) => this.child.on('close', done));
		if (this.child.exitCode === null && this.child.signalCode === null) {
			process.kill(-this.child.pid, 'SIGKILL');
			await within(START_MS, 'the printer ends', ended);
		}
		if (this.fd !== undefined) closeSync(this.fd);
		this.fd = undefined;
	}
}

const running = new Set();
process.on('exit', () => {
	for (const printer of running) if (printer.child.exitCode === null && printer.child.signalCode === null) process.kill(-printer.child.pid, 'SIGKILL');
});

async function tryStart(at, port, address, keys) {
	const words = ['-r', 'off', '-n', 'localhost', '-p', String(port), '-d', join(at, 'spool'), '-k', '-a', join(at, 'printer.conf'), '-K', join(at, keys)];
	const child = begin('ippeveprinter', [...words, '-c', join(at, 'command'), '-v', `Badges ${port}`], {
		env: { DBUS_SYSTEM_BUS_ADDRESS: address },
		detached: true,
	});
	await line(child, /printer-uri-supported=/, 'a virtual printer');
	release(child);
	return child;
}

/** Starts one; `again` is one that was killed: same address, same paper, another memory; with other `keys` another certificate, too. */
export async function printer({ media = [BADGE_PAPER, 'iso_a4_210x297mm'], formats = ['application/pdf', 'image/pwg-raster'], types = ['srgb_8', 'sgray_8'], dpi = 300, sides = ['one-sided'], back = 'normal', again, keys = 'keys' } = {}) {
	const address = await ownBus();
	const at = again?.at ?? folder('printer');
	mkdirSync(join(at, keys), { recursive: true });
	if (!again) {
		mkdirSync(join(at, 'spool'));
		writeFileSync(join(at, 'printer.conf'), conf({ media, formats, types, dpi, sides, back }));
		writeFileSync(join(at, 'command'), COMMAND.replaceAll('PIPE', join(at, 'pipe')), { mode: 0o755 });
	}
	for (let i = 1; ; i++) {
		const port = again?.port ?? (await freePort());
		try {
			const made = new Printer(at, port, await tryStart(at, port, address, keys));
			running.add(made);
			return made;
		} catch (error) {
			if (i === TRIES) throw error; // somebody else took the port
		}
	}
}

/** Something between us and a printer that carries bytes both ways until it is told to swallow what the printer says. */
export async function wire(to) {
	const sockets = new Set();
	const state = { swallows: () => false };
	const server = net.createServer((near) => {
		const far = net.connect(to.port, 'localhost');
		let asked = Buffer.alloc(0);
		for (const socket of [near, far]) {
			sockets.add(socket);
			socket.on('error', () => {});
			socket.on('close', () => sockets.delete(socket));
		}
		near.on('data', (part) => {
			asked = Buffer.concat([asked, part]);
			far.write(part);
		});
		far.on('data', (part) => {
			if (state.swallows(asked)) state.swallowed?.();
			else near.write(part);
		});
		near.on('close', () => far.destroy());
		far.on('close', () => near.destroy());
	});
	await new Promise((done) => server.listen(0, '127.0.0.1', done));
	return {
		uri: `ipp://127.0.0.1:${server.address().port}/ipp/print`,
		/** Answers to requests that `fits` do not come through any more; resolves when the first one did not. */
		swallow(fits) {
			state.swallows = fits;
			return within(
				START_MS,
				'an answer to swallow',
				new Promise((done) => {
					state.swallowed = done;
				}),
			);
		},
		heal() {
			state.swallows = () => false;
		},
		close() {
			for (const socket of sockets) socket.destroy();
			return new Promise((done) => server.close(done));
		},
	};
}
