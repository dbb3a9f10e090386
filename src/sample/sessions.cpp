// The shop's web and app: visits that lead to an order, visits that don't, pages that are merely looked at.
#include "sample/life.h"

namespace sample {
namespace {

constexpr std::string_view pages[] = {"/", "/tea", "/tableware", "/bedroom", "/living", "/sale", "/stores", "/help/delivery", "/help/returns", "/journal/spring-tea", "/journal/linen-care", "/points"};

struct Visit {
  std::string id;
  std::string_view device, via;
  const Account* account = nullptr;   // signed in
  Moment now = 0;
};

std::string_view name_of(Act act) {
  switch (act) {
    case Act::product_viewed: return "Product Viewed";
    case Act::product_added: return "Product Added";
    case Act::checkout_started: return "Checkout Started";
    case Act::signed_in: return "Signed In";
    default: return "Page Viewed";
  }
}

void step(Life& life, Visit& visit, Act act, std::string_view page, std::string_view title) {
  if (life.happens(visit.now)) {
    life.did(act);
    life.books.sheets.row(File::web, visit.now)
        .cell(life.id("w-")).time(visit.now).cell(visit.via).cell(name_of(act)).cell(visit.id).cell(visit.device).cell(visit.account ? std::string_view(visit.account->id) : std::string_view())
        .cell(page).text(title);
  }
  visit.now += life.random.between(8, 150);
}

void product_step(Life& life, Visit& visit, Act act, const Product& product) {
  step(life, visit, act, act == Act::checkout_started ? "/checkout" : std::string("/p/").append(product.key), product.headline(life.person.chinese));
}

void visit_in_vain(Life& life, Moment before, const Product& wanted) {
  auto& random = life.random;
  const auto& planted = life.planted();
  // How far it goes, given that it leads to no order.
  double none = 1 - planted.cart, cart = planted.cart * (1 - planted.checkout), checkout = planted.cart * planted.checkout * (1 - planted.order);
  std::array<double, 3> chances = {none, cart, checkout};
  auto reached = random.weighted(chances);
  auto opened = life.person.accounts[0].opened;
  auto earliest = std::max(life.calendar().from(), before - 16 * day_long);
  Visit visit{life.id("s-"), random.pick(life.person.devices), random.chance(0.6) ? "web" : "app", nullptr, 0};
  // At another time than the visit that ends in the order: an hour before it at the latest.
  visit.now = life.calendar().some_time(random, life.person.region, earliest, std::max(earliest + 1, before - hour), Rhythm::online);
  if (visit.now >= opened && random.chance(0.5)) visit.account = &life.account(visit.now);
  const auto& product = random.chance(0.5) ? wanted : random.pick(products());
  for (std::size_t i = 0; i <= reached; ++i) {
    if (life.happens(visit.now)) ++life.books.tally.funnel[i];
    product_step(life, visit, i == 0 ? Act::product_viewed : i == 1 ? Act::product_added : Act::checkout_started, product);
  }
}

}  // namespace

std::string visits_before_order(Life& life, Moment placed, std::string_view via, const Product& product) {
  auto& random = life.random;
  const auto& planted = life.planted();
  auto success = planted.cart * planted.checkout * planted.order;
  while (!random.chance(success)) visit_in_vain(life, placed, product);
  // The visit that ends in the order. The customer signs in in it, at checkout the latest; the order's row names the visit.
  Visit visit{life.id("s-"), random.pick(life.person.devices), via, nullptr, placed - random.between(150, 230)};
  auto session = visit.id;
  const auto& account = life.account(placed);
  auto known = placed - hour > account.opened && random.chance(0.6);
  if (known) visit.account = &account;
  constexpr std::array<Act, 3> steps = {Act::product_viewed, Act::product_added, Act::checkout_started};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (i == 2 && !known) {
      visit.account = &account;
      visit.now = placed - random.between(50, 70);
      step(life, visit, Act::signed_in, "/account", "");
    }
    visit.now = placed - 140 + static_cast<Moment>(i) * 40 + random.between(0, 30) + (i == 2 ? 30 : 0);
    if (life.happens(visit.now)) ++life.books.tally.funnel[i];
    product_step(life, visit, steps[i], product);
  }
  ++life.books.tally.funnel[3];
  return session;
}

void browse(Life& life, std::int64_t interactions) {
  auto& random = life.random;
  const auto& calendar = life.calendar();
  const auto& person = life.person;
  auto opened = person.accounts[0].opened;
  bool has_mail = !person.accounts[0].email.empty();
  // Newsletters come once a month at most; the rest are pages.
  auto letters = has_mail ? static_cast<std::int64_t>(static_cast<double>(interactions) * 0.08) : 0;
  for (auto left = std::min<std::int64_t>(letters, 24); left > 0;) {
    auto at = calendar.some_time(random, person.region, opened, calendar.to(), Rhythm::writing);
    if (!life.happens(at)) break;
    const auto& account = life.account(at);
    auto campaign = "newsletter-" + std::to_string(at / (30 * day_long));
    life.did(Act::newsletter_sent);
    life.books.sheets.row(File::campaigns, at).cell(life.id("n-")).time(at).cell("email").cell("Newsletter Sent").cell(campaign).cell(account.id);
    --left, --interactions;
    auto read = at + random.between(10 * minute, 20 * hour);
    if (left == 0 || !random.chance(0.35) || !life.happens(read)) continue;
    life.did(Act::newsletter_opened);
    life.books.sheets.row(File::campaigns, read).cell(life.id("n-")).time(read).cell("email").cell("Newsletter Opened").cell(campaign).cell(account.id);
    --left, --interactions;
  }
  auto earliest = std::max(calendar.from(), opened - 12 * day_long);
  while (interactions > 0) {
    Visit visit{life.id("s-"), random.pick(person.devices), random.chance(0.62) ? "web" : "app", nullptr, 0};
    visit.now = calendar.some_time(random, person.region, earliest, calendar.to() - hour, Rhythm::online);
    if (visit.now >= opened && random.chance(0.55)) visit.account = &life.account(visit.now);
    for (auto views = std::min(interactions, random.between(1, 7)); views > 0; --views, --interactions) {
      visit.now = std::min(visit.now, calendar.to() - 1);
      step(life, visit, Act::page_viewed, random.pick(pages), "");
    }
  }
}

std::int64_t pass_by(Life& life, std::uint64_t stranger, std::int64_t most) {
  auto& random = life.random;
  auto device = unique_id("d-", life.person.number, 0xFFF000 + stranger);   // beyond all that one customer does
  Visit visit{life.id("s-"), device, random.chance(0.85) ? "web" : "app", nullptr, 0};
  visit.now = life.calendar().some_time(random, random.below(life.planted().regions.size()), life.calendar().from(), life.calendar().to() - hour, Rhythm::online);
  auto views = std::min(most, random.between(1, 5));
  for (auto left = views; left > 0; --left) step(life, visit, Act::page_viewed, random.pick(pages), "");
  ++life.books.tally.strangers;
  return views;
}

}  // namespace sample
