import { useTranslation } from "react-i18next";
import type { ImportError } from "../../api/types";
import { useFormat } from "../../text/format";
import { useTold } from "../../text/server";

/** Which rows were not taken, why, and what to do about it. */
export function ErrorTable({ errors }: { errors: ImportError[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const told = useTold();
  if (errors.length === 0) return null;
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t("imports.why_rejected")}>
      <table className="table">
        <thead>
          <tr>
            <th className="num">{t("imports.row")}</th>
            <th>{t("imports.column")}</th>
            <th>{t("imports.reason")}</th>
          </tr>
        </thead>
        <tbody>
          {errors.map((error, place) => (
            <tr key={`${error.file}-${error.row}-${place}`}>
              <td className="num">{error.row === undefined ? "" : format.number(error.row)}</td>
              <td>{error.column && <code>{error.column}</code>}</td>
              <td>
                {told(error.message)}
                {error.hint && <small>{told(error.hint)}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
