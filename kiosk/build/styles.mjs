// The rules for style sheets that a machine can check: logical properties only, colour values only where variables are
// defined, nothing forced. Also the rule for markup: no style attributes (the page's policy would drop them).
import { readFileSync } from "node:fs";

const RULES = [
	[/(?:^|[\s;{])(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)\b/, "physical property: say inline-start or inline-end"],
	[/(?:^|[\s;{])(?:left|right)\s*:/, "physical property: say inset-inline-start or -end"],
	[/(?:text-align|float|clear)\s*:\s*(?:left|right)\b/, "physical value: say start or end; for a block in a direction of its own -webkit-match-parent and match-parent"],
	[/!important/, "nothing is !important here"],
	[/^(?!\s*--).*(?:#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\()/i, "colour value outside a variable"],
];

export function checkStyles(metafile) {
	const files = Object.keys(metafile.inputs).filter((file) => !file.includes("node_modules/"));
	return files.flatMap((file) => (file.endsWith(".css") ? checkSheet(file) : checkMarkup(file)));
}

function checkSheet(file) {
	const text = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "));
	return text.split("\n").flatMap((line, i) =>
		RULES.filter(([pattern]) => pattern.test(line)).map(([, words]) => `${file}:${i + 1}: ${words}`));
}

function checkMarkup(file) {
	const lines = readFileSync(file, "utf8").split("\n");
	return lines.flatMap((line, i) =>
		(/\sstyle=|dangerouslySetInnerHTML|\.innerHTML\b/.test(line) ? [`${file}:${i + 1}: style attribute or markup from a string`] : []));
}
