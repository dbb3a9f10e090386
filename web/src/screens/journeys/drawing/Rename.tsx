import { useEffect, useRef, useState } from "react";
import { mostBytes, within } from "../limits";

interface Props {
  label: string;
  name: string;
  x: number;
  y: number;
  width: number;
  middle: boolean;
  /** Undefined: it stays as it was. Then: back to the mark, on to the next one, or where one has gone by oneself. */
  done: (name: string | undefined, then: "back" | "next" | "away") => void;
}

/** The name, written where it stands. Enter takes it, Tab takes it and goes on, Escape leaves it as it was. */
export function Rename({ label, name, x, y, width, middle, done }: Props) {
  const [text, setText] = useState(name);
  const field = useRef<HTMLInputElement>(null);
  const over = useRef(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const end = (taken: boolean, then: "back" | "next" | "away") => {
    if (over.current) return;
    over.current = true;
    done(taken && text.trim() ? text.trim() : undefined, then);
  };
  return (
    <input
      ref={field}
      className="rename"
      aria-label={label}
      style={{ left: x, top: y, width, textAlign: middle ? "center" : "start" }}
      value={text}
      onChange={(event) => setText(within(event.target.value, mostBytes.line))}
      onBlur={() => end(true, "away")}
      onKeyDown={(event) => {
        // While an input method composes Chinese, Enter belongs to it.
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") end(true, "back");
        else if (event.key === "Tab" && !event.shiftKey) end(true, "next");
        else if (event.key === "Escape") end(false, "back");
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
