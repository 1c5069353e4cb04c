// Access: devices that ask are let in by the code they show, lost ones are shut out; logins are ended, one-time links made.
import type { VNode } from "preact";
import { qrRows } from "../../common/text/qr.ts";
import { t } from "../../common/text/t.ts";
import { Button } from "../../common/ui/button.tsx";
import { StateChip, type Tone } from "../../common/ui/chip.tsx";
import { Dialog } from "../../common/ui/dialog.tsx";
import { Qr } from "../../common/ui/qr.tsx";
import type { Role } from "../../common/wire/types.ts";
import * as store from "../access.ts";
import { points } from "../doors.ts";
import { type FormField, text } from "../forms.ts";
import type { Column } from "../lists.ts";
import { sheet } from "../stage.ts";
import type { Device, DeviceState, LoginRow } from "../wire.ts";
import { FormSheet } from "./form.tsx";
import { byAt, listed, moment } from "./parts.tsx";
import { Table } from "./table.tsx";

/** An administrator is a person: whoever finds the tablet has its role. */
const DEVICE_ROLES = ["screen", "door", "desk", "kiosk", "moderator", "rapporteur", "protocol", "agenda"] as const;
const PERSON_ROLES = ["desk", "door", "moderator", "rapporteur", "protocol", "agenda", "kiosk", "admin"] as const;
const TONES: Record<DeviceState, Tone> = { asked: "warn", approved: "wait", enrolled: "ok", revoked: "plain" };

const roleWords = (role: Role): string => t(`admin.access.role.${role}`);
const roleOptions = (roles: readonly Role[]): NonNullable<FormField["options"]> => roles.map((value) => ({ value, label: roleWords(value) }));

/* ---- devices ---- */

const nameOf = (row: Device): string => row.name ?? t("admin.device.new");
const seenTo = (row: Device): string => (row.decided_at === null ? "" : byAt(row.decided_by, row.decided_at));

/** "Firefox, Android" is enough to tell two tablets apart; a browser's name of itself is a sentence nobody reads. */
function browserOf({ browser }: Device): string {
	const [program] = /Edg|OPR|SamsungBrowser|Firefox|Chrome|Safari/.exec(browser ?? "") ?? [];
	const [system] = /Android|iPad|iPhone|Windows|Mac OS|CrOS|Linux/.exec(browser ?? "") ?? [];
	return listed([program, system].filter((word) => word !== undefined));
}

const deviceColumns = (): readonly Column<Device>[] => [
	{ id: "name", label: t("admin.device"), value: nameOf },
	{ id: "state", label: t("admin.job.state"), value: (row) => t(`admin.device.state.${row.state}`), cell: (row) => <StateChip tone={TONES[row.state]} text={t(`admin.device.state.${row.state}`)} /> },
	{ id: "role", label: t("admin.access.role"), value: (row) => (row.role === null ? "" : roleWords(row.role)) },
	{ id: "place", label: t("admin.device.place"), value: (row) => row.place ?? "" },
	{ id: "browser", isMinor: true, label: t("admin.device.browser"), value: browserOf },
	{ id: "asked", label: t("admin.device.asked"), value: (row) => moment(row.asked_at) },
	{ id: "decided", isMinor: true, label: t("admin.device.decided"), value: seenTo },
	{ id: "acts", label: t("admin.printer.acts"), isActs: true, value: () => "", cell: (row) => <DeviceActs row={row} /> },
];

function DeviceActs({ row }: { row: Device }): VNode | null {
	if (row.state === "revoked") return null;
	if (row.state !== "asked") return <span class="row-acts"><Button testId="device-shut-out" onPress={() => { sheet.value = () => <ShutOutSheet row={row} />; }}>{t("admin.device.shut_out")}</Button></span>;
	return (
		<span class="row-acts">
			<Button tone="main" testId="device-let-in" onPress={() => { sheet.value = () => <DeviceSheet row={row} />; }}>{t("admin.device.let_in")}</Button>
			<Button testId="device-refuse" onPress={() => void store.refuse(row)}>{t("admin.device.refuse")}</Button>
		</span>
	);
}

export function DevicesView(): VNode {
	return (
		<Table id="devices" caption={t("admin.part.devices")} rows={store.devices.value ?? []} columns={deviceColumns()} keyOf={(row) => row.id}
			empty={store.devices.value === null ? t("ui.waiting") : t("admin.device.none")} />
	);
}

function DeviceSheet({ row }: { row: Device }): VNode {
	const fields: readonly FormField[] = [
		{ id: "code", label: t("admin.device.code"), kind: "text", dir: "ltr", value: "", hint: t("admin.device.code.hint") },
		{ id: "name", label: t("admin.device.name"), kind: "text", isHalf: true, value: "", hint: t("admin.device.name.hint") },
		{ id: "role", label: t("admin.access.role"), kind: "select", isHalf: true, value: "door", options: roleOptions(DEVICE_ROLES) },
		{ id: "place", label: t("admin.device.place"), kind: "text", isOptional: true, value: "", hint: t("admin.device.place.hint"), options: (points.value ?? []).map(({ id, name }) => ({ value: id, label: name })) },
	];
	return (
		<FormSheet title={t("admin.device.let_in")} size="wide" fields={fields} submit={t("admin.device.let_in")}
			onSubmit={(values) => store.letIn(row, {
				code: text(values, "code"), name: text(values, "name"), role: text(values, "role"),
				...(text(values, "place") !== "" && { place: text(values, "place") }),
			})} />
	);
}

/** Only somebody who walks there brings it back: not by a slip of the mouse. */
function ShutOutSheet({ row }: { row: Device }): VNode {
	return <FormSheet title={nameOf(row)} fields={[]} submit={t("admin.device.shut_out")} tone="risk" lead={t("admin.device.shut_out.lead")} onSubmit={() => store.shutOut(row)} />;
}

/* ---- logins ---- */

const ofDevice = (row: LoginRow): string => (row.device === null ? "" : store.deviceName(row.device));

const loginColumns = (): readonly Column<LoginRow>[] => [
	{ id: "name", label: t("admin.people.name"), value: (row) => row.name },
	{ id: "roles", label: t("admin.access.roles"), value: (row) => listed(row.roles.map(roleWords)) },
	{ id: "device", label: t("admin.device"), value: ofDevice },
	{ id: "since", label: t("admin.login.since"), value: (row) => moment(row.created_at) },
	{ id: "until", label: t("admin.login.until"), value: (row) => moment(row.expires_at) },
	{ id: "acts", label: t("admin.printer.acts"), isActs: true, value: () => "", cell: (row) => <LoginActs row={row} /> },
];

function LoginActs({ row }: { row: LoginRow }): VNode {
	return (
		<span class="row-acts">
			<Button testId="login-end" onPress={() => void store.endLogin(row)}>{t("admin.login.end")}</Button>
			<Button testId="login-end-all" onPress={() => { sheet.value = () => <EndAllSheet row={row} />; }}>{t("admin.login.end_all")}</Button>
		</span>
	);
}

function EndAllSheet({ row }: { row: LoginRow }): VNode {
	return <FormSheet title={row.name} fields={[]} submit={t("admin.login.end_all")} tone="risk" lead={t("admin.login.end_all.lead")} onSubmit={() => store.endAll(row)} />;
}

/** Of accounts nobody is signed in to the name is typed. */
function CloseSheet(): VNode {
	const names = [...new Set((store.logins.value ?? []).filter(({ device }) => device === null).map(({ name }) => name))];
	const fields: readonly FormField[] = [{ id: "name", label: t("admin.account.name"), kind: "text", value: "", options: names.map((name) => ({ value: name, label: name })) }];
	return <FormSheet title={t("admin.account.close")} fields={fields} submit={t("admin.account.close")} tone="risk" lead={t("admin.account.close.lead")} onSubmit={(values) => store.closeAccount(text(values, "name"))} />;
}

export function LoginsView(): VNode {
	return (
		<>
			<Table id="logins" caption={t("admin.part.logins")} rows={store.logins.value ?? []} columns={loginColumns()} keyOf={(row) => row.id} empty={t("ui.waiting")}
				acts={<LoginTools />} />
			<LinkMade />
		</>
	);
}

function LoginTools(): VNode {
	return (
		<>
			<Button testId="account-close" onPress={() => { sheet.value = () => <CloseSheet />; }}>{t("admin.account.close")}</Button>
			<Button tone="main" icon="link" testId="link-make" onPress={() => { sheet.value = () => <LinkForm />; }}>{t("admin.link.make")}</Button>
		</>
	);
}

function LinkForm(): VNode {
	const fields: readonly FormField[] = [
		{ id: "name", label: t("admin.link.name"), kind: "text", value: "", hint: t("admin.link.name.hint") },
		{ id: "role", label: t("admin.access.role"), kind: "select", value: "desk", options: roleOptions(PERSON_ROLES) },
	];
	return <FormSheet title={t("admin.link.make")} fields={fields} submit={t("admin.link.make")} lead={t("admin.link.lead")} onSubmit={(values) => store.makeLink(text(values, "name"), text(values, "role") as Role)} />;
}

/** Once the form above it is closed: the only time that the link can be seen. */
function LinkMade(): VNode | null {
	const made = store.link.value;
	if (made === null || sheet.value !== null) return null;
	const done = (): void => { store.link.value = null; };
	return (
		<Dialog title={t("admin.link.for", { name: made.name, role: roleWords(made.role) })} onClose={done}>
			<div class="link-made" data-testid="link-made">
				<Qr rows={qrRows(made.address)} label={t("admin.link.qr")} />
				<p>{t("admin.link.once")}</p>
				<input class="input code" type="text" readOnly dir="ltr" value={made.address} aria-label={t("admin.link.address")} onFocus={(event) => event.currentTarget.select()} />
				<div class="dialog-acts"><Button tone="main" onPress={done}>{t("ui.close")}</Button></div>
			</div>
		</Dialog>
	);
}
