import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Figure } from "./behind";
import type { Table } from "./table";

const atOnce = 100;

/** The answer as rows. A long one grows on demand; a file always holds all of it. */
export function AnswerTable({ table }: { table: Table }) {
  const { t } = useTranslation();
  const [most, setMost] = useState(atOnce);
  return (
    <div className="answer-table" role="region" aria-label={table.caption} tabIndex={0}>
      <table>
        <caption>{table.caption}</caption>
        <thead>
          <tr>
            {table.columns.map(({ label, figure }, place) => (
              <th key={place} scope="col" className={figure ? "num" : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, most).map((row, number) => (
            <tr key={number}>
              {row.map(({ value, text, behind }, place) => {
                const said = <Figure behind={behind}>{text ?? value ?? "–"}</Figure>;
                if (place === 0) return <th key={place} scope="row">{said}</th>;
                return <td key={place} className={table.columns[place]?.figure ? "num" : undefined}>{said}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {table.rows.length > most && (
        <button type="button" className="link" onClick={() => setMost(most + 4 * atOnce)}>
          {t("explore.more_rows", { count: table.rows.length - most })}
        </button>
      )}
    </div>
  );
}
