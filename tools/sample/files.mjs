// The rows as the files that the systems would have given: CSV with local times, JSON Lines with times in UTC.
import { phoneWritten } from "./people.mjs";

const pad = (number) => String(number).padStart(2, "0");

// 2026-03-02 14:05:33, as a clock in Shanghai shows it (UTC+8 all year).
function local(at) {
  if (!at) return "";
  const time = new Date(at + 8 * 3600_000);
  const date = `${time.getUTCFullYear()}-${pad(time.getUTCMonth() + 1)}-${pad(time.getUTCDate())}`;
  return `${date} ${pad(time.getUTCHours())}:${pad(time.getUTCMinutes())}:${pad(time.getUTCSeconds())}`;
}
const utc = (at) => new Date(at).toISOString();

const quoted = (value) => {
  const text = String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

function csv(rows) {
  if (rows.length === 0) return "";
  const columns = Object.keys(rows[0]);
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))].map((cells) => `${cells.map(quoted).join(",")}\n`).join("");
}

const withoutEmpty = (row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined && value !== ""));
const jsonl = (rows) => rows.map((row) => `${JSON.stringify(withoutEmpty(row))}\n`).join("");

const byTime = (time) => (a, b) => time(a) - time(b) || (a.id < b.id ? -1 : 1);

// A later step of an order that lies beyond the end of the data has not happened yet.
export function filesOf(rows, random, end) {
  const happened = (at) => (at && at < end ? at : null);
  const sorted = (kind, time = (row) => row.at) => [...rows[kind]].sort(byTime(time));
  return {
    "orders.csv": csv(
      sorted("orders", (row) => row.placed).map(({ person, product, ...order }) => ({
        order_id: order.id,
        ordered_at: local(order.placed),
        paid_at: local(happened(order.paid)),
        shipped_at: local(happened(order.shipped)),
        promised_at: local(order.promised),
        delivered_at: local(happened(order.delivered)),
        via: order.via,
        user_id: person.userId,
        name: person.name,
        email: person.knows.email ? person.email : "",
        phone: person.knows.phone ? phoneWritten(random, person.phone) : "",
        loyalty: person.loyalty,
        city: person.city,
        language: person.language,
        product: product.key,
        title: product[person.language],
        pieces: order.pieces,
        amount: order.amount,
        currency: person.currency,
        carrier: order.carrier,
      })),
    ),
    "calls.csv": csv(sorted("calls").map(({ id, at, email, ...call }) => ({ call_id: id, started_at: local(at), ...call }))),
    "web.jsonl": jsonl(
      sorted("web").map(({ id, at, person, device, ...seen }) => ({
        id,
        time: utc(at),
        ...seen,
        device,
        user_id: person?.userId,
        email: person?.email,
      })),
    ),
    "emails.jsonl": jsonl(sorted("emails").map(({ at, ...mail }) => ({ ...mail, at: utc(at) }))),
    "chats.jsonl": jsonl(
      sorted("chats").map(({ at, person, ...message }) => ({
        ...message,
        at: utc(at),
        wechat: person.wechat,
        user_id: person.wechat ? null : person.userId,
        name: person.name,
      })),
    ),
    "reviews.csv": csv(
      sorted("reviews").map(({ id, at, person, product, stars, text, language }) => ({
        review_id: id,
        written_at: local(at),
        email: person.email,
        author: person.otherName ?? person.name,
        product: product.key,
        title: product[language],
        stars,
        text,
        language,
      })),
    ),
    "surveys.csv": csv(sorted("surveys").map(({ id, at, ...answer }) => ({ survey_id: id, answered_at: local(at), ...answer }))),
    "store.csv": csv(
      sorted("store").map(({ id, at, person, product, ...visit }) => ({
        receipt_id: id,
        at: local(at),
        store: visit.store,
        kind: visit.kind,
        loyalty: person.loyalty,
        phone: person.loyalty ? "" : phoneWritten(random, person.phone),
        name: person.name,
        product: product.key,
        title: product[person.language],
        amount: visit.amount,
        currency: visit.amount === "" ? "" : person.currency,
        clerk: visit.clerk,
      })),
    ),
    "letters.csv": csv(
      sorted("letters").map(({ id, at, person, ...letter }) => ({
        letter_id: id,
        date: local(at).slice(0, 10),
        direction: letter.direction,
        user_id: person.userId,
        name: person.name,
        city: person.city,
        subject: letter.subject,
        text: letter.text,
        language: letter.language,
      })),
    ),
  };
}
