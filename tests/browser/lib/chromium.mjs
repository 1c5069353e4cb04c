// Which Chromium the tests start. Both are Debian's, of one source and version, with the same engine for pages, workers and disks.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const SHELL = "/usr/bin/chromium-headless-shell";
/** The whole browser, as a device has it: for profiles on a disk and for what is trusted. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** The same without windows and toolbars, which are pages of their own and take twice the time of ours. */
const HEADLESS = process.env.CHROMIUM ?? (existsSync(SHELL) ? SHELL : CHROMIUM);
export const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
	"--disable-sync"];

/** A browser without windows; `flags` are further ones of Chromium's. */
export function launch(flags = []) {
	return chromium.launch({ executablePath: HEADLESS, args: [...FLAGS, ...flags] });
}
