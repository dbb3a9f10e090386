// Texts and searches of any language, identifiers, times with patterns and zones, ids.
#include "base/ids.h"
#include "base/text.h"
#include "base/time.h"
#include "channel/file/time_reader.h"
#include "record/heard.h"
#include "record/money.h"
#include "target.h"

namespace {

void text(std::string_view bytes) {
  auto stored = base::stored(bytes);
  fuzz::insist(base::is_utf8(stored) && base::stored(stored) == stored, "stored text is UTF-8 and stays as it is");
  auto folded = base::folded(bytes);
  fuzz::insist(base::is_utf8(folded), "folded text is UTF-8");
  fuzz::insist(base::is_utf8(base::caseless(bytes)) && base::is_utf8(base::half_width(bytes)) && base::is_utf8(base::pinyin(bytes)), "other forms are UTF-8");
  for (const auto& word : base::index_words(bytes)) fuzz::insist(!word.empty() && base::is_utf8(word), "words are texts");
  for (const auto& word : base::search_words(bytes)) fuzz::insist(!word.word.empty() && base::is_utf8(word.word), "words to look for are texts");
  auto shown = base::shown(bytes, 40);
  for (unsigned char c : shown) fuzz::insist(c >= 0x20 && c != 0x7F, "nothing shown in a line controls it");
  for (std::size_t most : {0, 1, 3, 7}) fuzz::insist(base::is_utf8(base::cut(stored, most)) && base::cut(stored, most).size() <= most, "texts are cut at a character");
  for (char kind : {'c', 'i', 'm', 's', 'u'})
    if (auto number = base::read_id(kind, bytes)) fuzz::insist(base::show_id(kind, *number) == bytes && *number > 0, "an id has one spelling");
  auto rest = bytes;
  auto name_space = fuzz::part(rest), region = fuzz::part(rest);
  auto claim = record::claim(name_space, rest, true, region);
  fuzz::insist(base::is_utf8(claim.value) && base::is_utf8(claim.shown) && !claim.value.empty(), "an identifier is a text");
  auto again = record::claim(name_space, claim.value, true, region);
  fuzz::insist(again.value == claim.value, "a normalised identifier stays as it is");
  record::national_digits(rest);
  record::currency_digits(rest);
}

void time(std::string_view bytes) {
  auto rest = bytes;
  auto pattern = fuzz::part(rest), zone_name = fuzz::part(rest);
  base::Zone zone;
  try {
    zone = base::Zone::named(zone_name);
  } catch (const base::Error&) {
  }
  for (auto moment : {base::parse_time(rest), base::parse_time(rest, zone)}) {
    if (!moment) continue;
    fuzz::insist(base::parse_time(base::to_string(*moment)) == moment, "a time is written and read the same");
    fuzz::insist(base::from_civil(base::civil(*moment)) == *moment, "a time is on the calendar");
  }
  channel::file::TimeReader reader{std::string(pattern), zone};
  auto one = reader.read(rest), two = reader.read(rest);
  fuzz::insist(one == two, "a time is read the same twice");
  base::parse_time(rest, pattern, zone);
}

fuzz::Target text_target("text", text), time_target("time", time);

}  // namespace
