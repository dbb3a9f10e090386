// What happens between the customers and the shop: visits, orders, what goes wrong, and how people speak about it.
// Each row goes to the file of the system that would have recorded it.
import { emailWritten, phoneWritten } from "./people.mjs";
import { agents, calls, carriers, chats, comments, fill, letters, mails, products, reviews, stores } from "./texts.mjs";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const perUnit = { CNY: 1, USD: 7.1, EUR: 7.8 };
const pages = ["/", "/tea", "/bedroom", "/living", "/sale", "/stores", "/help/delivery", "/help/returns"];

export function makeLife(random, { from, to }) {
  const rows = { orders: [], calls: [], web: [], emails: [], chats: [], reviews: [], surveys: [], store: [], letters: [] };
  const counters = {};
  const id = (kind) => `${kind}-${String((counters[kind] = (counters[kind] ?? 0) + 1)).padStart(6, "0")}`;
  const over = (at) => at >= to;
  const orderId = (at) => {
    const date = new Date(at).toISOString().slice(2, 10).replaceAll("-", "");
    counters[date] = (counters[date] ?? 100) + random.between(1, 9);
    return `O${date}-${counters[date]}`;
  };
  const mood = (feeling) => (feeling >= 4 ? "good" : feeling >= 3 ? "middle" : "bad");
  const amount = (person, yuan) => (yuan / perUnit[person.currency]).toFixed(2);
  // People are awake: between 8 and 23 o'clock in Shanghai.
  const awake = (at) => {
    const midnight = Math.floor((at + 8 * hour) / day) * day - 8 * hour;
    return midnight + random.between(8 * 60, 23 * 60 - 1) * minute + random.between(0, 59_999);
  };

  function visit(person, at, { product, signsIn }) {
    const device = random.pick(person.devices);
    let now = at;
    let known = false;
    const put = (event, page, title) => {
      if (over(now)) return;
      rows.web.push({ id: id("w"), event, at: now, device, person: known ? person : null, page, title });
      now += random.between(8, 240) * 1000;
    };
    for (let i = random.between(0, 1); i > 0; i--) put("Page Viewed", random.pick(pages), "");
    if (product) put("Product Viewed", `/p/${product.key}`, product[person.language]);
    if (signsIn) {
      known = true;
      put("Signed In", "/account", "");
      if (product && random.chance(0.5)) put("Product Added", `/p/${product.key}`, product[person.language]);
    }
    return now;
  }

  function order(person, at, product) {
    const placed = at;
    const paid = random.chance(0.95) ? placed + random.between(1, 40) * minute : null;
    const late = random.chance(0.16);
    const shipped = paid && paid + random.between(4, 40) * hour;
    const promised = placed + random.between(3, 6) * day;
    const delivered = shipped && (late ? promised + random.between(6, 140) * hour : Math.max(shipped + 8 * hour, promised - random.between(2, 50) * hour));
    const pieces = person.busy ? random.between(5, 60) : random.weighted({ 1: 6, 2: 3, 3: 1 }) | 0;
    const row = {
      id: orderId(placed), person, product, placed, paid, shipped, promised, delivered, late, pieces,
      via: person.busy ? "web" : random.weighted({ web: 6, app: 4 }),
      amount: amount(person, product.price * pieces),
      carrier: random.pick(carriers),
    };
    if (!over(placed)) rows.orders.push(row);
    return row;
  }

  const speaker = (person) => ({ name: person.otherName && random.chance(0.5) ? person.otherName : person.name, email: emailWritten(random, person.email), phone: phoneWritten(random, person.phone) });

  function call(person, at, topic, about) {
    if (over(at)) return;
    const solved = random.chance(0.62);
    rows.calls.push({
      id: id("call"), at, ...speaker(person), direction: random.chance(0.88) ? "in" : "out", agent: random.pick(agents), topic,
      seconds: random.between(45, 1100), waited: random.between(3, 420), resolved: solved ? "yes" : "no",
      csat: random.chance(0.45) ? (solved ? random.between(3, 5) : random.between(1, 3)) : "",
      summary: fill(calls[person.language][topic], about), language: person.language,
    });
    return solved;
  }

  function mailThread(person, at, topic, about) {
    const texts = mails[person.language][topic];
    const thread = id("thread");
    const { name, email } = speaker(person);
    const put = (when, direction, subject, text, from) => {
      if (over(when)) return;
      rows.emails.push({ id: id("mail"), at: when, thread, direction, email, name, from, topic, subject: fill(subject, about), text: fill(text, about), language: person.language });
    };
    put(at, "in", texts.subject, texts.ask, email);
    const answered = at + random.between(1, 60) * hour;
    put(answered, "out", `Re: ${texts.subject}`, texts.answer, "service@spruce.example.com");
    if (random.chance(0.5)) put(answered + random.between(1, 30) * hour, "in", `Re: ${texts.subject}`, texts.thanks, email);
  }

  function chat(person, at, topic, about) {
    const texts = chats[person.language];
    const conversation = id("chat");
    let now = at;
    const say = (author, text) => {
      if (!over(now)) rows.chats.push({ id: id("msg"), at: now, conversation, author, person, topic, text: fill(text, about), language: person.language });
      now += random.between(5, 120) * 1000;
    };
    say("bot", texts.hello);
    say("customer", texts.ask[topic]);
    if (random.chance(0.7)) {
      say("agent", texts.handOver);
      say("agent", random.pick(texts.answer));
    }
    if (random.chance(0.6)) say("customer", random.pick(texts.bye));
  }

  function review(person, at, product, feeling) {
    if (over(at)) return;
    const stars = Math.max(1, Math.min(5, feeling));
    rows.reviews.push({ id: id("rev"), at, person, product, stars, text: fill(random.pick(reviews[person.language][mood(stars)]), { product, language: person.language }), language: person.language });
  }

  function survey(person, at, kind, feeling) {
    if (over(at)) return;
    const value = kind === "nps" ? Math.max(0, Math.min(10, feeling * 2 + random.between(-1, 1))) : kind === "ces" ? Math.max(1, Math.min(7, Math.round(feeling * 1.4))) : Math.max(1, Math.min(5, feeling));
    const { name, email, phone } = speaker(person);
    rows.surveys.push({
      id: id("srv"), at, kind, value, name, email, phone: person.knows.phone || random.chance(0.6) ? phone : "",
      comment: random.pick(comments[person.language][mood(feeling)]), language: person.language,
    });
  }

  function storeVisit(person, at) {
    if (over(at)) return;
    const kind = random.weighted({ purchase: 6, consultation: 3, return: 1 });
    const product = random.pick(products);
    const store = person.currency === "CNY" ? random.pick(stores.slice(0, 3)) : person.currency === "USD" ? stores[3] : stores[4];
    rows.store.push({
      id: id("pos"), at, store, kind, person, product,
      amount: kind === "consultation" ? "" : amount(person, (kind === "return" ? -1 : 1) * product.price),
      clerk: random.pick(agents),
    });
  }

  function letter(person, at, kind) {
    if (over(at)) return;
    const { subject, text } = letters[person.language][kind];
    rows.letters.push({ id: id("let"), at, person, direction: kind === "invoice" ? "out" : "in", subject, text, language: person.language });
  }

  // One purchase and what follows from it.
  function episode(person, start) {
    const product = random.pick(products);
    const about = { product, language: person.language };
    let now = awake(start);
    if (random.chance(0.42)) {
      if (random.chance(0.35)) visit(person, awake(now - random.between(1, 6) * day), { product, signsIn: false });
      now = visit(person, now, { product, signsIn: random.chance(0.8) });
    }
    if (random.chance(0.14)) {
      storeVisit(person, now + 2 * hour);
      if (random.chance(0.3)) survey(person, now + day, "csat", random.between(3, 5));
      return;
    }
    if (random.chance(0.1)) {
      (random.chance(0.5) ? chat : mailThread)(person, now, "advice", { ...about, order: "" });
      return;
    }
    const bought = order(person, now, product);
    about.order = bought.id;
    if (!bought.delivered) return;
    let feeling = bought.late ? random.between(1, 3) : random.between(3, 5);
    const after = bought.delivered;
    if (bought.late) {
      // The same trouble told again by another way is what a timeline shows and a silo does not.
      const solved = random.chance(0.6) ? call(person, awake(bought.promised + day), "delivery", about) : chat(person, awake(bought.promised + day), "delivery", about);
      if (!solved && random.chance(0.6)) mailThread(person, awake(bought.promised + 2 * day), "delivery", about);
      if (random.chance(0.5)) survey(person, awake(bought.promised + 3 * day), "ces", feeling);
      if (random.chance(0.06)) letter(person, awake(bought.promised + 8 * day), "complaint");
    } else if (random.chance(0.14)) {
      const topic = random.pick(["damage", "refund", "invoice"]);
      if (topic === "damage") feeling = random.between(1, 3);
      const way = random.weighted({ call: 3, mail: 4, chat: 3 });
      if (way === "call") call(person, awake(after + day), topic, about);
      if (way === "mail") mailThread(person, awake(after + day), topic, about);
      if (way === "chat") chat(person, awake(after + day), topic, about);
      if (topic === "invoice" && random.chance(0.3)) letter(person, after + 5 * day, "invoice");
    }
    if (random.chance(0.34)) review(person, awake(after + random.between(1, 9) * day), product, feeling);
    if (random.chance(0.22)) survey(person, awake(after + 2 * day), "csat", feeling);
    if (random.chance(0.14)) survey(person, awake(after + random.between(10, 40) * day), "nps", feeling);
    if (feeling === 5 && random.chance(0.02)) letter(person, awake(after + 12 * day), "thanks");
  }

  // The hotel that orders every other day and writes, calls and chats all the while.
  function busyLife(person) {
    const topic = () => random.pick(["delivery", "damage", "refund", "invoice", "advice"]);
    let latest = order(person, awake(from), products[5]);
    for (let at = from + day; at < to; at += day) {
      const about = { product: latest.product, language: "zh", order: latest.id };
      if (random.chance(0.66)) latest = order(person, awake(at), random.pick(products.slice(5, 10)));
      if (random.chance(0.5)) visit(person, awake(at), { product: about.product, signsIn: random.chance(0.6) });
      if (random.chance(0.34)) mailThread(person, awake(at), topic(), about);
      if (random.chance(0.28)) call(person, awake(at), topic(), about);
      if (random.chance(0.08)) chat(person, awake(at), topic(), about);
      if (random.chance(0.05)) review(person, awake(at), about.product, random.between(2, 5));
      if (random.chance(0.06)) survey(person, awake(at), random.pick(["nps", "csat", "ces"]), random.between(2, 5));
    }
    letter(person, from + 200 * day, "invoice");
    letter(person, from + 420 * day, "complaint");
  }

  return {
    rows,
    live(person) {
      if (person.busy) return busyLife(person);
      for (let left = person.episodes; left > 0; left--) episode(person, from + random.real(0.02, 1) * (to - from));
    },
    passBy() {
      const stranger = { devices: [`d-${random.hex(12)}`], language: random.pick(["zh", "en"]) };
      for (let left = random.between(1, 3); left > 0; left--) {
        visit(stranger, awake(from + random.real(0.3, 1) * (to - from)), { product: random.pick(products), signsIn: false });
      }
    },
  };
}
