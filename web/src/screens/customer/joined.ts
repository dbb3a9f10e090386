import type { CustomerDetail, JoinedProfile } from "../../api/types";

/** The profiles that were joined into this customer. The server lists the one that speaks for all as well. */
export function joinedInto(customer: CustomerDetail): JoinedProfile[] {
  return customer.joined.filter((profile) => profile.profile !== customer.id);
}
