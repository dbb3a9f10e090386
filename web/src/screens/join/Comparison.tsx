import { useTranslation } from "react-i18next";
import type { Comparison as Compared, FieldComparison } from "../../api/types";
import { useFormat } from "../../text/format";

/** How well a field agrees, in words: of the field where it has words of its own. */
export function useAgreement() {
  const { t } = useTranslation();
  return ({ field, level }: Pick<FieldComparison, "field" | "level">) => t([`agree.${field}.${level}`, `agree.any.${level}`]);
}

const barBits = 16; // as many bits fill half of the bar

/** Field by field: what stands on each side, how well it agrees, and what that says for or against one person. */
export function Comparison({ comparison, probability, names }: { comparison: Compared; probability: number; names: [string, string] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const agreement = useAgreement();
  const sums = [
    { key: "prior", bits: comparison.prior_bits },
    ...(comparison.household_bits === 0 ? [] : [{ key: "household", bits: comparison.household_bits }]),
  ];
  return (
    <table className="comparison comparison-pair">
      <caption className="sr-only">{t("comparison.caption")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("comparison.field")}</th>
          <th scope="col">{names[0]}</th>
          <th scope="col">{names[1]}</th>
          <th scope="col">{t("comparison.agreement")}</th>
          <th scope="col">{t("comparison.says")}</th>
        </tr>
      </thead>
      <tbody>
        {comparison.fields.map((one) => (
          <tr key={one.field} data-level={one.level}>
            <th scope="row">{t(`field.${one.field}`)}</th>
            <td>{one.a || <span className="quiet">–</span>}</td>
            <td>{one.b || <span className="quiet">–</span>}</td>
            <td>{agreement(one)}</td>
            <td>{one.level === "missing" ? <span className="quiet">{t("comparison.nothing")}</span> : <Bits bits={one.bits} title={sharesOf(one)} />}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        {sums.map(({ key, bits }) => (
          <tr key={key}>
            <th scope="row" colSpan={4}>
              {t(`comparison.${key}`)} <small className="quiet">{t(`comparison.${key}_why`)}</small>
            </th>
            <td>
              <Bits bits={bits} />
            </td>
          </tr>
        ))}
        <tr className="comparison-sum">
          <th scope="row" colSpan={4}>
            {t("comparison.sum", { probability: format.probability(probability) })}
          </th>
          <td>
            <Bits bits={comparison.total_bits} />
          </td>
        </tr>
      </tfoot>
    </table>
  );

  function sharesOf({ m, u, by_frequency }: FieldComparison) {
    return t(by_frequency ? "comparison.shares_of_value" : "comparison.shares", { m: format.probability(m), u: format.probability(u) });
  }
}

/** Bits of evidence as a bar from the middle: to the right for one person, to the left for two. */
function Bits({ bits, title }: { bits: number; title?: string }) {
  const format = useFormat();
  const width = `${Math.min(50, (Math.abs(bits) / barBits) * 50)}%`;
  return (
    <span className="bits" title={title}>
      <span className="bits-bar" aria-hidden>
        <span data-against={bits < 0 || undefined} style={bits < 0 ? { right: "50%", width } : { left: "50%", width }} />
      </span>
      <span className="num">{format.signed(bits)}</span>
    </span>
  );
}
