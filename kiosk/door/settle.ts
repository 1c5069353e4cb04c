// Who settles what came in late and does not fit: those whose role may; doors only read it.
import { me } from "../common/net/catalogue.ts";

const MAY_SETTLE = ["desk", "protocol", "admin"];

export function maySettle(): boolean {
	return me.value?.roles.some((role) => MAY_SETTLE.includes(role)) === true;
}
