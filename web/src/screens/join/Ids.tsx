import type { Identity } from "../../api/types";
import { identityIcon, useIdentityName } from "../../parts/identity";

/** Identifiers in one line each; those that both sides hold are marked, for they are the reason to think it is one person. */
export function Ids({ identities, common }: { identities: Identity[]; common: ReadonlySet<string> }) {
  const nameOf = useIdentityName();
  return (
    <ul className="ids">
      {identities.map((identity) => {
        const Icon = identityIcon(identity.namespace);
        const key = `${identity.namespace}:${identity.value}`;
        return (
          <li key={key} title={nameOf(identity.namespace)}>
            <Icon size={15} strokeWidth={1.8} role="img" aria-label={nameOf(identity.namespace)} />
            {common.has(key) ? <mark className="id-value">{identity.value}</mark> : <span className="id-value">{identity.value}</span>}
          </li>
        );
      })}
    </ul>
  );
}
