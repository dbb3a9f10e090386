// What customers say when they are asked, and when they are not: surveys, reviews, letters, posts; and the stores.
#include "sample/life.h"

namespace sample {
namespace {

std::string_view kind_of(Act act) {
  switch (act) {
    case Act::nps: return "nps";
    case Act::csat: return "csat";
    case Act::ces: return "ces";
    case Act::expectation: return "expectation";
    default: return "perception";
  }
}

// 1 … 7 with this mean: six tosses.
int of_seven(Random& random, double mean) {
  int value = 1;
  for (int i = 0; i < 6; ++i) value += random.chance((mean - 1) / 6);
  return value;
}

}  // namespace

void answer(Life& life, Act kind, Moment at, int value, std::string_view about, std::string_view touchpoint, const std::string& comment) {
  if (!life.happens(at)) return;
  const auto& account = life.account(at);
  bool by_mail = !account.email.empty() && life.random.chance(0.5);   // the link in the mail, or the app
  life.did(kind);
  life.books.sheets.row(File::surveys, at)
      .cell(life.id("a-")).time(at).cell(kind_of(kind)).cell(value).cell(by_mail ? std::string_view() : std::string_view(account.id)).cell(by_mail ? std::string_view(account.email) : std::string_view())
      .cell(about).cell(touchpoint).text(comment).cell(life.speaks());
}

void answer_gap(Life& life, std::size_t touchpoint, Moment at, std::string_view about) {
  if (!life.happens(at + minute)) return;
  const auto& planted = life.planted().touchpoints[touchpoint];
  auto expected = of_seven(life.random, planted.expectation), lived = of_seven(life.random, planted.perception);
  auto& tally = life.books.tally;
  tally.expected[touchpoint].add(expected, planted.expectation);
  tally.perceived[touchpoint].add(lived, planted.perception);
  tally.gap[touchpoint].add(lived - expected, planted.perception - planted.expectation);
  answer(life, Act::expectation, at, expected, about, planted.key, {});
  answer(life, Act::perception, at + 20, lived, about, planted.key, {});
}

void write_review(Life& life, Moment at, int stars, const About& about) {
  if (!life.happens(at)) return;
  const auto& account = life.account(at);
  bool chinese = life.person.chinese;
  life.did(Act::review);
  ++life.books.tally.stars[chinese][stars - 1];
  life.books.sheets.row(File::reviews, at)
      .cell(life.id("r-")).time(at).cell(account.id).text(account.name).cell(about.order).cell(about.product->key).text(about.product->headline(chinese)).cell(stars)
      .text(review(life.random, chinese, stars, about)).cell(life.speaks());
}

void write_letter(Life& life, Moment at, bool praise, const About& about) {
  if (!life.happens(at)) return;
  const auto& account = life.account(at);
  bool chinese = life.person.chinese;
  const auto& words = language(chinese);
  life.did(Act::letter);
  life.books.sheets.row(File::letters, at)
      .cell(life.id("l-")).time(at).cell(account.id).text(account.name).cell(praise ? (chinese ? "感谢信" : "Thank you") : (chinese ? "投诉信" : "Complaint"))
      .text(phrase(life.random, praise ? words.letter_praise : words.letter_complaint, about, chinese)).cell(life.speaks());
}

void post(Life& life, Moment at, Mood mood, const About& about) {
  const auto& account = life.account(at);
  if (account.social.empty() || !life.happens(at)) return;
  auto phrases = language(life.person.chinese).social[static_cast<std::size_t>(mood)];
  if (mood == Mood::bad && about.cause != Cause::late) phrases = phrases.subspan(1);   // the first one speaks of days
  life.did(Act::post);
  life.books.sheets.row(File::social, at)
      .cell(life.id("p-")).time(at).cell(account.social).text(account.name).cell(about.product->key).text(phrase(life.random, phrases, about, life.person.chinese)).cell(life.speaks());
}

void visit_stores(Life& life) {
  auto& random = life.random;
  const auto& person = life.person;
  auto opened = person.accounts[0].opened;
  for (auto chance = person.accounts[0].loyalty.empty() ? 0.25 : 0.6; random.chance(chance); chance *= 0.85) {
    auto at = life.calendar().some_time(random, person.region, opened, life.calendar().to(), Rhythm::shopping);
    if (!life.happens(at)) continue;
    const auto& account = life.account(at);
    if (account.loyalty.empty() && account.phone.empty()) continue;
    constexpr std::array<double, 3> kinds = {6, 3, 0.6};
    auto kind = random.weighted(kinds);
    const auto& product = random.pick(products());
    auto receipt = life.id("pos-");
    auto price = kind == 1 ? 0 : local_price(person.region, product.yuan);
    life.did(kind == 0 ? Act::purchase : kind == 1 ? Act::consultation : Act::store_return);
    life.books.sheets.row(File::store, at)
        .cell(receipt).time(at).text(random.pick(stores(person.region))).cell(kind == 0 ? "purchase" : kind == 1 ? "consultation" : "return").cell(account.loyalty)
        .cell(account.loyalty.empty() ? std::string_view(account.phone) : std::string_view()).text(account.name).cell(product.key).text(product.headline(person.chinese)).money(price)
        .cell(kind == 1 ? std::string_view() : std::string_view(life.planted().regions[person.region].currency)).text(agent_of(life));
    if (random.chance(0.2)) answer_gap(life, at_store, at + random.between(3 * hour, 30 * hour), receipt);
  }
}

void answer_wave(Life& life) {
  // Twice a year; each time one in eight answers. Nothing that was planted has an effect on it.
  auto& random = life.random;
  constexpr Moment half_year = 182 * day_long;
  for (auto wave = (life.person.accounts[0].opened / half_year + 1) * half_year; life.happens(wave); wave += half_year) {
    if (!random.chance(0.12)) continue;
    auto at = life.calendar().awake(random, life.person.region, wave + random.between(day_long, 9 * day_long), Rhythm::online);
    auto place = random.unit();
    auto value = place < 0.40 ? random.between(9, 10) : place < 0.74 ? random.between(7, 8) : random.between(0, 6);
    About about;
    auto mood = value >= 9 ? Mood::good : value >= 7 ? Mood::middle : Mood::bad;
    answer(life, Act::nps, at, static_cast<int>(value), {}, "relationship", random.chance(0.4) ? comment(random, life.person.chinese, mood, about) : std::string());
  }
}

void open_accounts(Life& life) {
  const auto& person = life.person;
  auto& sheets = life.books.sheets;
  auto& tally = life.books.tally;
  tally.in_households += person.shares_phone;
  tally.devices += static_cast<std::int64_t>(person.devices.size());
  tally.second_accounts += static_cast<std::int64_t>(person.accounts.size()) - 1;
  for (const auto& account : person.accounts) {
    std::string_view via = account.email.empty() ? "store" : life.random.chance(0.7) ? "web" : "app";
    life.did(Act::account_opened);
    sheets.row(File::accounts, account.opened)
        .cell(account.id).time(account.opened).cell(via).text(account.name).cell(account.email).cell(account.phone).cell(account.loyalty).cell(account.wechat).cell(account.whatsapp)
        .cell(account.social).cell(life.speaks()).cell(life.planted().regions[person.region].key).cell(life.planted().segments[person.segment].key).cell(person.birthday).text(account.street)
        .text(account.city).cell(account.postcode);
    auto number = unique_id("P", person.number, 4);
    bool second = &account != &person.accounts.front();
    auto known = [&](std::string_view name_space, std::string_view value) {
      if (value.empty() || (second && name_space == "phone" && value == person.accounts[0].phone)) return;
      sheets.row(File::truth_people, account.opened)
          .cell(number).cell(account.id).cell(name_space).cell(value).cell(name_space == "phone" && person.shares_phone ? "household" : second ? "second account" : "own");
    };
    known("user_id", account.id), known("email", account.email), known("phone", account.phone), known("loyalty", account.loyalty);
    known("wechat", account.wechat), known("whatsapp", account.whatsapp), known("social", account.social);
    if (!second)
      for (const auto& device : person.devices) known("device", device);
  }
}

}  // namespace sample
