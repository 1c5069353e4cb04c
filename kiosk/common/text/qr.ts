// A QR code of a short text (a link), made in the page: a secret link must not travel to the server to be drawn. Byte mode, error
// correction M, versions 1 to 10, ISO/IEC 18004. Pure. Not for badges: the server draws those.

/** By version: data codewords of each block (short blocks first), and error correction codewords a block. */
const BLOCKS: readonly (readonly [readonly number[], number])[] = [
	[[16], 10], [[28], 16], [[44], 26], [[32, 32], 18], [[43, 43], 24], [[27, 27, 27, 27], 16], [[31, 31, 31, 31], 18],
	[[38, 38, 39, 39], 22], [[36, 36, 36, 37, 37], 22], [[43, 43, 43, 43, 44], 26],
];
const ALIGN: readonly (readonly number[])[] = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]];
/** Format bits of level M, before their own correction. */
const LEVEL_M = 0;

type Grid = (boolean | null)[][];

const EXP: number[] = [];
const LOG: number[] = [];
for (let i = 0, x = 1; i < 255; i++) {
	EXP[i] = x;
	LOG[x] = i;
	x = (x << 1) ^ (x & 128 ? 0x11d : 0);
}

function times(a: number, b: number): number {
	return a === 0 || b === 0 ? 0 : EXP[(LOG[a]! + LOG[b]!) % 255]!;
}

/** Reed–Solomon remainder of the data under the generator of that degree. */
function correction(data: readonly number[], degree: number): number[] {
	let generator = [1];
	for (let i = 0; i < degree; i++) {
		const next = [...generator, 0];
		generator.forEach((value, j) => { next[j + 1]! ^= times(value, EXP[i]!); });
		generator = next;
	}
	const rest = [...data, ...new Array<number>(degree).fill(0)];
	for (let i = 0; i < data.length; i++) {
		const factor = rest[i]!;
		generator.forEach((value, j) => { rest[i + j]! ^= times(value, factor); });
	}
	return rest.slice(data.length);
}

function codewords(bytes: Uint8Array, version: number): number[] {
	const [blocks, degree] = BLOCKS[version - 1]!;
	const room = blocks.reduce((sum, n) => sum + n, 0);
	const bits: number[] = [];
	const push = (value: number, n: number): void => { for (let i = n - 1; i >= 0; i--) bits.push((value >> i) & 1); };
	push(4, 4);
	push(bytes.length, version < 10 ? 8 : 16);
	bytes.forEach((byte) => push(byte, 8));
	push(0, Math.min(4, room * 8 - bits.length));
	while (bits.length % 8 !== 0) bits.push(0);
	const data: number[] = [];
	for (let i = 0; i < bits.length; i += 8) data.push(Number.parseInt(bits.slice(i, i + 8).join(""), 2));
	for (let pad = 0xec; data.length < room; pad ^= 0xfd) data.push(pad);
	let from = 0;
	const rows = blocks.map((n) => data.slice(from, (from += n)));
	const checks = rows.map((row) => correction(row, degree));
	const woven = (lists: number[][]): number[] => {
		const longest = Math.max(...lists.map((list) => list.length));
		return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => (i < list.length ? [list[i]!] : []))).flat();
	};
	return [...woven(rows), ...woven(checks)];
}

function finder(grid: Grid, x: number, y: number): void {
	const size = grid.length;
	for (let dy = -4; dy <= 4; dy++) for (let dx = -4; dx <= 4; dx++) {
		const ring = Math.max(Math.abs(dx), Math.abs(dy));
		if (x + dx >= 0 && x + dx < size && y + dy >= 0 && y + dy < size) grid[y + dy]![x + dx] = ring !== 2 && ring !== 4;
	}
}

/** Everything but the data and the format; null is where data goes. */
function frame(version: number): Grid {
	const size = version * 4 + 17;
	const grid: Grid = Array.from({ length: size }, () => new Array<boolean | null>(size).fill(null));
	for (let i = 0; i < size; i++) grid[6]![i] = grid[i]![6] = i % 2 === 0;
	finder(grid, 3, 3);
	finder(grid, size - 4, 3);
	finder(grid, 3, size - 4);
	const marks = ALIGN[version - 1]!;
	const last = marks.length - 1;
	marks.forEach((y, i) => marks.forEach((x, j) => {
		if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) return;
		for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) grid[y + dy]![x + dx] = Math.max(Math.abs(dx), Math.abs(dy)) !== 1;
	}));
	if (version >= 7) {
		const bits = withRest(version, 12, 0x1f25);
		for (let i = 0; i < 18; i++) {
			const [a, b] = [size - 11 + (i % 3), Math.floor(i / 3)];
			grid[b]![a] = grid[a]![b] = ((bits >> i) & 1) === 1;
		}
	}
	return grid;
}

/** BCH: the value followed by its remainder. */
function withRest(value: number, degree: number, generator: number): number {
	let rest = value;
	for (let i = 0; i < degree; i++) rest = (rest << 1) ^ ((rest >> (degree - 1)) * generator);
	return (value << degree) | rest;
}

function setFormat(grid: Grid, mask: number): void {
	const size = grid.length;
	const bits = withRest((LEVEL_M << 3) | mask, 10, 0x537) ^ 0x5412;
	const bit = (i: number): boolean => ((bits >> i) & 1) === 1;
	for (let i = 0; i < 15; i++) {
		/* Around the first finder, stepping over the timing lines; and once more, split between the other two. */
		if (i < 6) grid[i]![8] = bit(i);
		else if (i < 8) grid[i + 1]![8] = bit(i);
		else if (i === 8) grid[8]![7] = bit(i);
		else grid[8]![14 - i] = bit(i);
		if (i < 8) grid[8]![size - 1 - i] = bit(i);
		else grid[size - 15 + i]![8] = bit(i);
	}
	grid[size - 8]![8] = true;
}

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
	(x, y) => (x + y) % 2 === 0,
	(_, y) => y % 2 === 0,
	(x) => x % 3 === 0,
	(x, y) => (x + y) % 3 === 0,
	(x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
	(x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
	(x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
	(x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** In zigzag from the lower right, two columns at a time, around the timing column. */
function fill(empty: Grid, words: readonly number[], mask: number): Grid {
	const size = empty.length;
	const grid = empty.map((row) => [...row]);
	setFormat(grid, mask);
	let at = 0;
	for (let right = size - 1; right >= 1; right -= 2) {
		if (right === 6) right = 5;
		const isUp = ((right + 1) & 2) === 0;
		for (let step = 0; step < size; step++) {
			const y = isUp ? size - 1 - step : step;
			for (const x of [right, right - 1]) {
				if (grid[y]![x] !== null) continue;
				const isDark = at < words.length * 8 && ((words[at >> 3]! >> (7 - (at & 7))) & 1) === 1;
				grid[y]![x] = isDark !== MASKS[mask]!(x, y);
				at++;
			}
		}
	}
	return grid;
}

/** What makes a code hard to read: long runs, blocks of one colour, too much of one. */
function penalty(grid: Grid): number {
	const size = grid.length;
	let sum = 0;
	let dark = 0;
	for (let a = 0; a < size; a++) {
		for (const line of [grid[a]!, grid.map((row) => row[a]!)]) {
			let run = 0;
			line.forEach((cell, i) => {
				run = i > 0 && cell === line[i - 1] ? run + 1 : 1;
				sum += run === 5 ? 3 : run > 5 ? 1 : 0;
			});
		}
		for (let b = 0; b < size; b++) {
			if (grid[a]![b]) dark++;
			const isBlock = a > 0 && b > 0 && grid[a]![b] === grid[a - 1]![b] && grid[a]![b] === grid[a]![b - 1] && grid[a]![b] === grid[a - 1]![b - 1];
			sum += isBlock ? 3 : 0;
		}
	}
	return sum + Math.floor(Math.abs((dark * 20) / (size * size) - 10)) * 10;
}

/** The dark modules as one SVG path in a square of `size` units. Throws on a text above 200 bytes: a link never is. */
export function qrPath(text: string): { size: number; path: string } {
	const bytes = new TextEncoder().encode(text);
	const version = BLOCKS.findIndex(([blocks], i) => bytes.length + (i < 9 ? 2 : 3) <= blocks.reduce((sum, n) => sum + n, 0)) + 1;
	if (version === 0) throw new Error("too long for a QR code");
	const empty = frame(version);
	/* The format's places are taken before the data is laid. */
	setFormat(empty, 0);
	const words = codewords(bytes, version);
	const best = MASKS.map((_, mask) => fill(empty, words, mask)).reduce((a, b) => (penalty(b) < penalty(a) ? b : a));
	return { size: best.length, path: pathOf(best) };
}

/** Rows of modules as one path. */
export function pathOf(rows: readonly (readonly (boolean | null)[])[]): string {
	return rows.map((row, y) => row.map((cell, x) => (cell ? `M${x} ${y}h1v1h-1z` : "")).join("")).join("");
}
