// Who is in: devices that ask or were let in, the logins there are, and one-time links for people.
import { computed, signal } from "@preact/signals";
import { ask } from "../common/net/api.ts";
import { t } from "../common/text/t.ts";
import type { Failure } from "../common/ui/problem.tsx";
import type { Role } from "../common/wire/types.ts";
import { act, post, press } from "./stage.ts";
import type { CodeMade, Device, LoginRow } from "./wire.ts";

export const devices = signal<readonly Device[] | null>(null, { name: "devices" });
export const logins = signal<readonly LoginRow[] | null>(null, { name: "logins" });
/** A link that was just made. The server tells it once, so it lives until its sheet is closed and nowhere else. */
export const link = signal<{ name: string; role: Role; address: string } | null>(null, { name: "link" });

export const asking = computed(() => (devices.value ?? []).filter(({ state }) => state === "asked").length);
export const deviceName = (id: string): string => (devices.value ?? []).find((row) => row.id === id)?.name ?? "";

export async function loadAccess(): Promise<void> {
	const [all, open] = await Promise.all([ask<{ devices: Device[] }>("/api/devices"), ask<{ logins: LoginRow[] }>("/api/logins")]);
	if (all.kind === "done") devices.value = [...all.value.devices].sort((a, b) => rank(a) - rank(b));
	if (open.kind === "done") logins.value = open.value.logins;
}

/** Who waits stands first, who is out stands last; otherwise as the server has them, the newest first. */
function rank({ state }: Device): number {
	return state === "asked" ? 0 : state === "revoked" ? 2 : 1;
}

async function then(done: Promise<Failure | null>): Promise<Failure | null> {
	const failure = await done;
	if (failure === null) await loadAccess();
	return failure;
}

export interface Admission { code: string; name: string; role: string; place?: string }

export const letIn = (row: Device, said: Admission): Promise<Failure | null> =>
	then(act(() => post<Device>(`/api/devices/${row.id}/approve`, said), () => t("admin.did.device.in", { name: said.name })));

export const shutOut = (row: Device): Promise<Failure | null> =>
	then(act(() => post<Device>(`/api/devices/${row.id}/revoke`), () => t("admin.did.device.out", { name: row.name ?? "" })));

export async function refuse(row: Device): Promise<void> {
	if (await press(() => post<Device>(`/api/devices/${row.id}/revoke`), () => t("admin.did.device.refuse"))) await loadAccess();
}

export async function endLogin(row: LoginRow): Promise<void> {
	if (await press(() => post<object>(`/api/logins/${row.id}/end`), () => t("admin.did.login.end", { name: row.name }))) await loadAccess();
}

export const endAll = (row: LoginRow): Promise<Failure | null> =>
	then(act(() => post<object>(`/api/logins/${row.id}/end`, { all: true }), () => t("admin.did.login.end_all", { name: row.name })));

export const closeAccount = (name: string): Promise<Failure | null> =>
	then(act(() => post<object>("/api/users/close", { name }), () => t("admin.did.account.close", { name })));

export async function makeLink(name: string, role: Role): Promise<Failure | null> {
	return act(async () => {
		const answer = await post<CodeMade>("/api/codes", { name, role });
		if (answer.kind === "done") link.value = { name, role, address: location.origin + answer.value.path };
		return answer;
	}, () => t("admin.did.link", { name }));
}
