// A workshop whose folder knows two visits and an order, for questions from the command line.
import { run, workshop } from "./command.mjs";

const rows = `who,at,what
ann,2026-01-05T10:00:00Z,Visit
ann,2026-01-05T11:00:00Z,Order
bob,2026-01-05T10:00:00Z,Visit
`;
const map = `source = "shop"
[[files]]
file = "rows.csv"
[files.customer]
identities = [{namespace = "user_id", column = "who"}]
[[files.interactions]]
channel = "web"
name_column = "what"
at = "at"
`;

export function visitors(t) {
  const shop = workshop(t);
  run(["import", shop.file("rows.csv", rows), "--map", shop.file("map.toml", map), "--data", shop.data]);
  return shop;
}
