import { useTranslation } from "react-i18next";
import type { UploadPreview } from "../../api/types";

/** The file as it is: its first rows, so that columns can be recognised by what they hold. */
export function FirstRows({ preview }: { preview: UploadPreview }) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <header>
        <h2>{t("map.first_rows")}</h2>
        <p className="quiet">{t("map.rows_shown", { count: preview.rows.length })}</p>
      </header>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t("map.first_rows")}>
        <table className="table">
          <thead>
            <tr>
              {preview.columns.map((column) => (
                <th key={column}>{column}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.slice(0, 8).map((row, place) => (
              <tr key={place}>
                {preview.columns.map((column, at) => (
                  <td key={column} title={row[at] ?? undefined}>
                    {row[at]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
