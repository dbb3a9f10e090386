import { useEffect, useState } from "react";

/** The value once it has rested: typing asks the server when the hand pauses, not at every letter. */
export function useDebounced<T>(value: T, rest = 160): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), rest);
    return () => window.clearTimeout(timer);
  }, [value, rest]);
  return settled;
}
