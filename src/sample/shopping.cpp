// Orders and what follows from them: this is where late deliveries, cards and notices have their planted effects.
#include "sample/life.h"

namespace sample {
namespace {

struct Order {
  std::string id, session;
  std::string_view via;
  const Product* product = nullptr;
  Moment placed = 0, paid = 0, shipped = 0, promised = 0, notice = never, delivered = 0, card = never, returned = never, refunded = never;
  bool late = false, content = false, has_card = false;
  int pieces = 1;
};

double chance_late(const Life& life, Moment placed) {
  const auto& planted = life.planted();
  const auto& region = planted.regions[life.person.region];
  auto p = planted.segments[life.person.segment].late + region.late;
  if (region.key == planted.mended_region && placed < life.world.mended_at) p += planted.late_before_mended;
  if (life.calendar().is_peak(placed)) p += planted.late_in_peak;
  return p;
}

int stars(Life& life, bool content) {
  const auto& planted = life.planted();
  return static_cast<int>(life.random.weighted(content ? planted.stars_content : planted.stars_not)) + 1;
}
double mean_stars(const std::vector<double>& shares) {
  double mean = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) mean += shares[i] * static_cast<double>(i + 1);
  return mean;
}

Order place(Life& life, Moment placed) {
  auto& random = life.random;
  const auto& segment = life.planted().segments[life.person.segment];
  Order order;
  order.id = life.id("SL-");
  order.via = random.chance(0.58) ? "web" : "app";
  order.product = &random.pick(products());
  order.placed = placed;
  order.paid = placed + random.between(20, 1500);
  order.pieces = segment.key == "studio" ? static_cast<int>(random.between(2, 16)) : random.chance(0.7) ? 1 : static_cast<int>(random.between(2, 4));
  const auto& calendar = life.calendar();
  auto home = life.person.region;
  order.shipped = calendar.after_business(home, order.paid, static_cast<double>(random.between(60, 900)));
  order.promised = std::max(calendar.evening_after(home, placed, static_cast<int>(random.between(3, 6))), calendar.evening_after(home, order.shipped, 2));
  auto p = chance_late(life, placed);
  order.late = random.chance(p);
  // Carriers ring by day; the promise ends at nine in the evening.
  if (order.late) order.delivered = calendar.awake(random, home, order.promised + random.between(12 * hour, 150 * hour), Rhythm::shopping);
  else order.delivered = std::max(order.shipped + 15 * hour, calendar.awake(random, home, order.promised - random.between(minute, 45 * hour), Rhythm::shopping));
  if (order.late && random.chance(life.planted().notice)) order.notice = order.promised - random.between(2 * hour, 11 * hour);
  order.has_card = random.chance(segment.card);
  auto content = segment.content + (order.late ? life.planted().late_content : 0);
  order.content = random.chance(content);

  auto& tally = life.books.tally;
  if (order.promised < life.calendar().to()) {
    tally.kept[life.person.region].add(!order.late, 1 - p);
    if (life.planted().regions[life.person.region].key == life.planted().mended_region) tally.late_where_mended[placed >= life.world.mended_at].add(order.late, p);
  }
  return order;
}

// Money back, where somebody is not content with the thing itself.
void send_back(Life& life, Order& order, Cause cause) {
  if (cause == Cause::none || cause == Cause::late || !life.random.chance(0.3)) return;
  order.returned = order.delivered + life.random.between(4 * day_long, 10 * day_long);
  order.refunded = order.returned + life.random.between(3 * day_long, 12 * day_long);
}

void write(Life& life, const Order& order) {
  auto step = [&](Moment at, Act act) -> Moment {
    if (at == never || !life.happens(at)) return never;
    life.did(act);
    return at;
  };
  const auto& account = life.account(order.placed);
  bool chinese = life.person.chinese;
  std::string_view notice_via = account.phone.empty() ? "email" : "sms";
  auto price = local_price(life.person.region, order.product->yuan) * order.pieces;
  auto shipped = step(order.shipped, Act::order_shipped);
  if (shipped != never) life.did(Act::shipping_notice);
  life.books.sheets.row(File::orders, order.placed)
      .cell(order.id).time(step(order.placed, Act::order_placed)).time(step(order.paid, Act::order_paid)).time(shipped).time(order.promised)
      .time(step(order.notice, Act::delay_notice)).time(step(order.delivered, Act::order_delivered)).time(step(order.card, Act::card))
      .time(step(order.returned, Act::order_returned)).time(step(order.refunded, Act::refund_paid))
      .cell(order.via).cell(account.id).cell(order.session).cell(order.product->key).text(order.product->headline(chinese)).cell(order.pieces).money(price)
      .money(life.happens(order.refunded) ? price : 0).cell(life.planted().regions[life.person.region].currency).text(carrier(life.person.region, order.placed ^ life.person.number))
      .cell(notice_via);
}

// What is asked and written after a delivery. Who answers is drawn by lot, whatever happened.
void asked_after(Life& life, const Order& order, const About& about) {
  auto& random = life.random;
  const auto& planted = life.planted();
  const auto& segment = planted.segments[life.person.segment];
  bool surveyed = random.chance(planted.surveyed), reviewed = random.chance(planted.reviewed);
  auto asked = life.calendar().awake(random, life.person.region, order.delivered + random.between(day_long, 4 * day_long), Rhythm::online);
  if (surveyed && life.happens(asked)) {
    auto value = stars(life, order.content);
    auto content = segment.content + (order.late ? planted.late_content : 0);
    auto mean = content * mean_stars(planted.stars_content) + (1 - content) * mean_stars(planted.stars_not);
    life.books.tally.score_late[life.person.segment][order.late].add(value, mean);
    life.books.tally.score_card[life.person.segment][order.has_card].add(value, mean);
    answer(life, Act::csat, asked, value, order.id, "delivery", random.chance(0.6) ? comment(random, life.person.chinese, mood_of(value), about) : std::string());
  } else if (random.chance(0.08)) {
    answer_gap(life, at_delivery, asked, order.id);
  }
  auto written = life.calendar().awake(random, life.person.region, order.delivered + random.between(day_long, 9 * day_long), Rhythm::online);
  auto value = stars(life, order.content);
  if (reviewed) write_review(life, written, value, about);
  if (random.chance(0.3)) post(life, written + hour, mood_of(value), about);
  if (!order.content && random.chance(0.02)) write_letter(life, order.delivered + random.between(6 * day_long, 14 * day_long), false, about);
  if (order.content && random.chance(0.006)) write_letter(life, order.delivered + random.between(6 * day_long, 20 * day_long), true, about);
}

void contacts_of(Life& life, const Order& order, const About& about) {
  auto& random = life.random;
  const auto& planted = life.planted();
  if (order.late) {
    bool told = order.notice != never;
    auto p = told ? planted.contact_when_late_and_told : planted.contact_when_late;
    bool turns = random.chance(p);
    auto at = order.promised + random.between(2 * hour, 30 * hour);
    // Long enough before the end that the day of a call, which waits for an open one, is still inside.
    if (order.promised + 7 * day_long < life.calendar().to()) life.books.tally.contact_when_late[told].add(turns, p);
    if (turns) contact(life, delivery, at, about);
  } else if (about.cause == Cause::damage && random.chance(0.6)) {
    contact(life, damage, order.delivered + random.between(3 * hour, 30 * hour), about);
  }
  if (order.returned != never && random.chance(0.35)) contact(life, refund, order.returned + random.between(5 * day_long, 8 * day_long), about);
  if (random.chance(0.03)) contact(life, invoice, order.paid + random.between(day_long, 6 * day_long), about);
  if (random.chance(0.02)) contact(life, points, order.delivered + random.between(day_long, 6 * day_long), about);
}

// When the next order comes, if it comes: here late deliveries have their effect on buying again, and cards have none.
std::optional<Moment> next_order(Life& life, const Order& order) {
  auto& random = life.random;
  const auto& planted = life.planted();
  auto window = static_cast<Moment>(planted.repeat_days) * day_long;
  auto p = planted.segments[life.person.segment].repeat + (order.late ? planted.late_repeat : 0) + (order.has_card ? planted.card_effect : 0);
  bool again = random.chance(p);
  if (order.delivered + window <= life.calendar().to()) {
    life.books.tally.repeat_late[life.person.segment][order.late].add(again, p);
    life.books.tally.repeat_card[life.person.segment][order.has_card].add(again, p);
  }
  // Not before all contacts about this order are over, so that those of two orders are never taken for each other.
  auto earliest = order.delivered + 26 * day_long;
  if (again) return life.calendar().some_time(random, life.person.region, earliest, earliest + static_cast<Moment>(61.0 * life.person.pace) * day_long, Rhythm::online);
  if (!random.chance(0.45)) return std::nullopt;
  return life.calendar().some_time(random, life.person.region, order.delivered + window + 3 * day_long,
                                   order.delivered + window + 4 * day_long + static_cast<Moment>(random.exponential(110) * static_cast<double>(day_long)), Rhythm::online);
}

}  // namespace

void shop(Life& life) {
  auto& random = life.random;
  auto region = life.person.region;
  auto opened = life.person.accounts[0].opened;
  Moment placed = random.chance(0.4) ? opened + random.between(4 * minute, 15 * minute) : life.calendar().awake(random, region, opened + day_long + static_cast<Moment>(random.exponential(24) * static_cast<double>(day_long)), Rhythm::online);
  while (life.happens(placed)) {
    auto order = place(life, placed);
    auto agent = agent_of(life);
    const auto& account = life.account(placed);
    About about{order.product, order.id, account.name, agent, account.city, Cause::none, 0};
    if (order.late) about.days_late = static_cast<int>((order.delivered - order.promised) / day_long) + 1, about.cause = Cause::late;
    else if (!order.content) about.cause = random.chance(0.5) ? Cause::damage : Cause::quality;
    if (order.has_card) order.card = order.delivered;
    if (random.chance(0.05) && placed - opened > 5 * day_long) contact(life, advice, placed - random.between(day_long, 3 * day_long), about);
    order.session = visits_before_order(life, placed, order.via, *order.product);
    send_back(life, order, about.cause);
    contacts_of(life, order, about);
    if (life.happens(order.delivered)) asked_after(life, order, about);
    write(life, order);
    auto next = next_order(life, order);
    if (!next) break;
    placed = *next;
  }
}

}  // namespace sample
