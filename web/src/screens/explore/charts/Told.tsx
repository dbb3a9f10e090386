import { Figure, type Behind } from "../behind";

/** One figure of an answer under its word; a `dl` of class figures-line holds them. */
export function Told({ word, value, note, behind }: { word: string; value: string; note?: string; behind?: Behind }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd className="num"><Figure behind={behind}>{value}</Figure></dd>
      {note && <dd className="quiet num">{note}</dd>}
    </div>
  );
}
