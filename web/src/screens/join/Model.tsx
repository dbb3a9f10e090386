import { useTranslation } from "react-i18next";
import { useLinkage } from "../../api/merges";
import { When } from "../../parts/When";
import { useFormat } from "../../text/format";
import { useAgreement } from "./Comparison";

/** By what people are compared: the version in use, what it was learnt from, and its shares. */
export function Model() {
  const { t } = useTranslation();
  const format = useFormat();
  const agreement = useAgreement();
  const { data } = useLinkage();
  if (!data) return null;
  const { model, progress } = data;
  return (
    <section className="model" aria-label={t("model.title")}>
      <p className="quiet" role="status">
        {progress
          ? t(`model.step_${progress.step}`, { done: format.number(progress.done), of: format.number(progress.of) })
          : data.waiting > 0
            ? t("model.waiting", { count: data.waiting, number: format.number(data.waiting) })
            : model
              ? t("model.up_to_date")
              : t("model.none")}
      </p>
      {model && (
        <details>
          <summary>
            {t("model.title")} · {t("model.version", { version: model.id })} · <When at={model.at} />
          </summary>
          <p className="quiet">
            {t("model.learnt", { people: format.number(model.people), random: format.number(model.random_pairs), block: format.number(model.block_pairs), matches: format.number(Math.round(model.block_matches)) })}{" "}
            {t("model.lambda", { one_in: format.number(Math.round(1 / model.lambda)) })} {model.few_people && t("model.few")}
          </p>
          <div className="model-table" tabIndex={0} role="region" aria-label={t("model.title")}>
            <table className="comparison">
              <thead>
                <tr>
                  <th scope="col">{t("comparison.field")}</th>
                  <th scope="col">{t("comparison.agreement")}</th>
                  <th scope="col">{t("model.m")}</th>
                  <th scope="col">{t("model.u")}</th>
                  <th scope="col">{t("model.bits")}</th>
                </tr>
              </thead>
              <tbody>
                {model.levels.map((one) => (
                  <tr key={one.field + one.level}>
                    <th scope="row">{t(`field.${one.field}`)}</th>
                    <td>{agreement(one)}</td>
                    <td className="num">{format.probability(one.m)}</td>
                    <td className="num">{format.probability(one.u)}</td>
                    <td className="num">{format.signed(one.bits)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </section>
  );
}
