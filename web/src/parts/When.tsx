import { useFormat } from "../text/format";

/** A moment, near ones as "3 min ago"; the exact time on hover and for machines. */
export function When({ at }: { at: string }) {
  const format = useFormat();
  return (
    <time dateTime={at} title={format.exact(at)}>
      {format.ago(at)}
    </time>
  );
}
