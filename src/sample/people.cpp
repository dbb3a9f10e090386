#include "sample/people.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "sample/names.h"

namespace sample {
namespace {

std::string digits(std::uint64_t number, std::size_t width) {
  auto text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

struct Name {
  std::string surname, given, latin;   // latin: for mail addresses
};

Name chinese_name(Random& random) {
  static const std::vector<double> weights = [] {
    std::vector<double> all;
    for (const auto& surname : chinese_surnames()) all.push_back(surname.weight);
    return all;
  }();
  const auto& surname = chinese_surnames()[random.weighted(weights)];
  Name name{std::string(surname.written), {}, std::string(surname.latin) + "."};
  for (auto left = random.chance(0.78) ? 2 : 1; left > 0; --left) {
    const auto& part = random.pick(chinese_given());
    name.given += part.written;
    name.latin += part.latin;
  }
  return name;
}

Name english_name(Random& random) {
  // The first names of the lists are the more frequent ones.
  auto early = [&](std::size_t size) { return static_cast<std::size_t>(std::pow(random.unit(), 1.6) * static_cast<double>(size)); };
  Name name{std::string(english_surnames()[early(english_surnames().size())]), std::string(english_given()[early(english_given().size())]), {}};
  name.latin = name.given + "." + name.surname;
  for (auto& c : name.latin) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

std::string full(const Name& name, bool chinese) { return chinese ? name.surname + name.given : name.given + " " + name.surname; }

// One slip of the pen: another character of the same sound, two letters swapped, one left out or doubled.
std::string mistyped(Random& random, const Name& name, bool chinese) {
  if (chinese) {
    for (auto pair : homophones()) {
      auto here = pair.substr(0, 3), there = pair.substr(3, 3);
      if (auto at = name.given.find(here); at != std::string::npos) return name.surname + std::string(name.given).replace(at, 3, there);
    }
    return name.surname + (name.given.size() > 3 ? name.given.substr(0, 3) : name.given);   // half of a given name
  }
  auto given = name.given, surname = name.surname;
  auto& word = random.chance(0.5) && given.size() > 3 ? given : surname;
  auto at = 1 + random.below(word.size() - 2);
  switch (random.below(4)) {
    case 0: std::swap(word[at], word[at + 1]); break;
    case 1: word.erase(at, 1); break;
    case 2: word.insert(at, 1, word[at]); break;
    default: return surname + " " + given;   // the other way round
  }
  return given + " " + surname;
}

// Numbers that reach nobody (people.h); empty where there are not enough of them.
std::string phone_of(std::size_t region, std::uint64_t number) {
  if (region < us_west) return "+86154" + digits(number * 38'196'601 % 100'000'000, 8);   // a bijection of eight digits
  if (region != uk) {
    auto area = number % 80;
    if (number / 80 >= 100'000) return {};
    return "+1" + std::to_string(area / 10 + 2) + "9" + std::to_string(area % 10) + "55" + digits(number / 80, 5);
  }
  static constexpr std::array<std::string_view, 16> blocks = {"+447700900", "+441632960", "+442079460", "+441134960", "+441144960", "+441154960", "+441164960", "+441174960",
                                                              "+441184960", "+441214960", "+441314960", "+441414960", "+441514960", "+441914980", "+442896496", "+442920180"};
  if (number / blocks.size() >= 1000) return {};
  return std::string(blocks[number % blocks.size()]) + digits(number / blocks.size(), 3);
}

void settle(Random& random, const Person& person, Account& account) {
  const auto& city = random.pick(cities(person.region));
  bool china = person.region < us_west;
  account.city = china == person.chinese ? (china ? city.zh : city.en) : (person.chinese ? city.zh : city.en);
  auto house = random.between(1, 240);
  auto street = random.pick(streets(china));
  account.street = china ? std::string(street) + std::to_string(house) + "号" : std::to_string(house) + " " + std::string(street);
  account.postcode = std::string(city.postcode);
  if (china) account.postcode += digits(random.below(1000), 3);
  else if (person.region != uk) account.postcode += digits(random.below(100), 2);
  else account.postcode += " " + std::to_string(random.between(1, 9)) + char('A' + random.below(26)) + char('A' + random.below(26));
}

constexpr std::array<std::string_view, 3> mail_ends = {"@example.com", "@example.org", "@example.net"};

std::string tag(std::uint64_t number) {
  std::string text;
  do text.insert(text.begin(), "0123456789abcdefghijklmnopqrstuvwxyz"[number % 36]);
  while (number /= 36);
  return text;
}

void open_second(Random& random, Person& person, const Name& name, Moment last) {
  const auto& first = person.accounts[0];
  auto earliest = first.opened + 60 * day_long;
  if (earliest >= last) return;
  Account second = first;
  second.opened = earliest + static_cast<Moment>(random.below(static_cast<std::uint64_t>(last - earliest)));
  second.id = unique_id("C", person.number, 2);
  if (random.chance(0.75)) second.name = mistyped(random, name, person.chinese);
  if (random.chance(0.5)) settle(random, person, second);   // moved
  auto local = name.latin.substr(0, name.latin.find('.'));
  if (!second.email.empty()) second.email = local + "_" + tag(person.number) + std::string(mail_ends[(person.number + 1) % 3]);
  if (random.chance(0.6)) second.phone.clear();
  second.loyalty.clear();
  second.wechat.clear();
  second.whatsapp.clear();
  second.social.clear();
  person.accounts.push_back(std::move(second));
}

}  // namespace

std::string unique_id(std::string_view prefix, std::uint64_t person, std::uint64_t number) {
  // 50 bits, stirred by steps that can be undone, so that no two are the same.
  constexpr std::uint64_t all = (1ull << 50) - 1;
  auto x = ((person & 0x3FFFFFF) << 24) | (number & 0xFFFFFF);
  x = (x * 0x2545F4914F6CDDull) & all;
  x ^= x >> 23;
  x = (x * 0x1B873593CC9E3ull) & all;
  x ^= x >> 29;
  std::string id(prefix);
  for (int i = 0; i < 10; ++i, x >>= 5) id += "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[x & 31];
  return id;
}

std::vector<Person> make_people(std::uint64_t seed, std::uint64_t first, std::size_t count, const Calendar& calendar) {
  const auto& planted = parameters();
  std::vector<double> region_shares, segment_shares;
  for (const auto& region : planted.regions) region_shares.push_back(region.share);
  for (const auto& segment : planted.segments) segment_shares.push_back(segment.share);
  std::vector<Person> people;
  people.reserve(count);
  Name name;
  auto length = static_cast<double>(calendar.to() - calendar.from());
  bool in_household = false;
  for (std::uint64_t number = first; number < first + count; ++number) {
    Random random(seed, number, 1);
    Person person;
    person.number = number;
    person.region = random.weighted(region_shares);
    person.segment = random.weighted(segment_shares);
    // A family lives together: the region, the phone and the street of the one before.
    in_household = !people.empty() && random.chance(in_household ? 0.4 : planted.households);
    if (in_household) person.region = people.back().region;
    const auto& region = planted.regions[person.region];
    person.chinese = in_household ? people.back().chinese : (region.language == "zh") != random.chance(region.other_language);
    auto before = name.surname;
    name = person.chinese ? chinese_name(random) : english_name(random);
    if (in_household && random.chance(0.6)) name.surname = before;

    Account account;
    account.id = unique_id("C", number, 1);
    account.name = full(name, person.chinese);
    auto spot = random.unit();   // a crowd at the opening, then more and more
    account.opened = calendar.from() + static_cast<Moment>(length * (random.chance(0.3) ? spot * 0.08 : std::pow(spot, 0.75) * 0.97));
    account.opened = std::max(calendar.from(), calendar.awake(random, person.region, account.opened, Rhythm::online));
    bool card_only = random.chance(0.06);   // enrolled at a counter
    if (!card_only) account.email = name.latin + "." + tag(number) + std::string(mail_ends[number % 3]);
    account.phone = phone_of(person.region, number);
    if (card_only || random.chance(0.45)) account.loyalty = unique_id("L", number, 3);
    if (person.chinese && random.chance(0.6)) account.wechat = "wx_" + name.latin.substr(0, name.latin.find('.')) + "_" + tag(number);
    if (!person.chinese && random.chance(0.35)) account.whatsapp = account.phone;
    if (random.chance(0.08)) account.social = "@" + name.latin.substr(0, name.latin.find('.')) + "_" + tag(number);
    if (in_household) {
      auto& other = people.back();
      const auto& theirs = other.accounts[0];
      account.phone = theirs.phone;
      account.whatsapp.clear();
      account.city = theirs.city;
      account.street = theirs.street;
      account.postcode = theirs.postcode;
      other.shares_phone = person.shares_phone = !account.phone.empty();
    } else {
      settle(random, person, account);
    }
    auto year = random.between(1948, 2006);
    person.birthday = std::to_string(year) + "-" + digits(static_cast<std::uint64_t>(random.between(1, 12)), 2) + "-" + digits(static_cast<std::uint64_t>(random.between(1, 28)), 2);
    static constexpr std::array<double, 3> how_many = {0.55, 0.35, 0.10};
    for (auto left = random.weighted(how_many) + 1; left > 0; --left) person.devices.push_back(unique_id("d-", number, 10 + left));
    person.weight = std::min(60.0, std::pow(1 - random.unit(), -0.7));
    person.pace = 0.35 + 0.65 * random.unit();
    person.accounts.push_back(std::move(account));
    if (!card_only && random.chance(planted.second_accounts)) open_second(random, person, name, calendar.to());
    people.push_back(std::move(person));
  }
  return people;
}

}  // namespace sample
