#include <phonenumbers/phonenumberutil.h>

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "record/heard.h"
#include "record/money.h"

namespace record {
namespace {

std::string mail(std::string_view raw) {
  std::string value = base::caseless(base::trim(raw));
  if (value.starts_with("mailto:")) value.erase(0, 7);
  auto at = value.find('@');
  bool shaped = at != std::string::npos && at > 0 && value.find('@', at + 1) == std::string::npos && at + 3 < value.size() + 1 && value.find('.', at) != std::string::npos &&
                value.back() != '.' && value.find_first_of(" ,;<>()\"\t\n", 0) == std::string::npos && value[at + 1] != '.' && value.size() <= 254;
  if (!shaped) throw base::invalid("\"" + base::shown(raw, 80) + "\" is not an e-mail address.", "Write it as name@example.com.", "email");
  return value;
}

std::string phone(std::string_view raw, std::string_view region) {
  using i18n::phonenumbers::PhoneNumber;
  using i18n::phonenumbers::PhoneNumberUtil;
  static const auto& util = *PhoneNumberUtil::GetInstance();
  std::string text = base::folded(raw);
  if (text.starts_with("tel:")) text.erase(0, 4);
  if (text.starts_with("00")) text = "+" + text.substr(2);
  PhoneNumber number;
  auto result = util.Parse(text, region.empty() ? "ZZ" : std::string(region), &number);
  if (result != PhoneNumberUtil::NO_PARSING_ERROR || !util.IsPossibleNumber(number))
    throw base::invalid("\"" + base::shown(raw, 40) + "\" is not a phone number" + (region.empty() ? " with a country code." : " of " + std::string(region) + "."),
                        region.empty() ? "Write it as +86 138 0013 8000, or name a default region." : "Write it as it is dialled in that region, or with + and the country code.", "phone");
  std::string out;
  util.Format(number, PhoneNumberUtil::E164, &out);
  return out;
}

bool is_name(std::string_view s) { return !s.empty() && s.size() <= base::limits::key_bytes; }

void check_score(const Score& score) {
  double low = 0, high = 10;
  switch (score.kind) {
    case ScoreKind::nps: break;
    case ScoreKind::csat: case ScoreKind::stars: low = 1, high = 5; break;
    case ScoreKind::ces: case ScoreKind::expectation: case ScoreKind::perception: low = 1, high = 7; break;
  }
  if (!(score.value >= low && score.value <= high))
    throw base::invalid(std::string("A score of the kind ") + base::enum_name(score.kind) + " lies between " + std::to_string(int(low)) + " and " + std::to_string(int(high)) + ".",
                        "Bring other scales to this one before.", "score");
}

void trim_text(std::string& text, std::size_t most) {
  text = base::stored(text);
  if (text.size() > most) text = std::string(base::cut(text, most));
}

void check_key(const std::string& text, const char* field) {
  if (text.size() > base::limits::key_bytes) throw base::invalid(std::string("\"") + field + "\" is longer than " + std::to_string(base::limits::key_bytes) + " bytes.", "Shorten it.", field);
}

}  // namespace

std::string national_digits(std::string_view e164) {
  using i18n::phonenumbers::PhoneNumberUtil;
  const auto& util = *PhoneNumberUtil::GetInstance();
  i18n::phonenumbers::PhoneNumber number;
  if (util.Parse(std::string(e164), "ZZ", &number) != PhoneNumberUtil::NO_PARSING_ERROR) return {};
  std::string digits;
  util.GetNationalSignificantNumber(number, &digits);
  return digits;
}

Strength strength_of(std::string_view name_space) {
  if (name_space == "email" || name_space == "phone") return Strength::contact;
  if (name_space == "device") return Strength::device;
  if (name_space == "postal") return Strength::place;
  return Strength::account;
}

bool is_exclusive(std::string_view name_space) { return name_space == "user_id" || name_space == "loyalty"; }

Claim claim(std::string_view name_space, std::string_view raw, bool verified, std::string_view region) {
  Claim made{.name_space = base::lower_ascii(base::trim(name_space)), .shown = base::trim(base::stored(raw)), .verified = verified};
  if (made.name_space.empty() || made.name_space.size() > 40 || made.name_space.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") != std::string::npos)
    throw base::invalid("\"" + base::shown(name_space, 60) + "\" can't be the kind of an identifier.", "Use letters, digits and _: user_id, email, phone, device, loyalty, whatsapp, …", "namespace");
  if (made.shown.empty()) throw base::invalid("The " + made.name_space + " is empty.", "Leave it out, or give its value.", made.name_space);
  if (made.shown.size() > base::limits::key_bytes) throw base::invalid("The " + made.name_space + " is longer than " + std::to_string(base::limits::key_bytes) + " bytes.", "Shorten it.", made.name_space);
  if (made.name_space == "email") made.value = mail(made.shown);
  else if (made.name_space == "phone" || made.name_space == "whatsapp") made.value = phone(made.shown, region);
  else if (made.name_space == "postal") made.value = base::folded(made.shown);
  else made.value = made.shown;   // company's own numbers: upper and lower case may differ
  if (strength_of(made.name_space) == Strength::account && made.name_space != "whatsapp") {
    // NFKC without case folding would need a second table: only full-width forms are brought to half width.
    auto ascii = made.value.find_first_not_of("\x21\x22\x23\x24\x25\x26\x27\x28\x29\x2a\x2b\x2c\x2d\x2e\x2f 0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");
    // Signs that stood apart may belong together at half width (ｅ and an accent), and wide blanks be blanks at the ends.
    if (ascii != std::string::npos) made.value = base::trim(base::stored(base::half_width(made.value)));
    if (made.value.empty()) throw base::invalid("The " + made.name_space + " is empty.", "Leave it out, or give its value.", made.name_space);
  }
  return made;
}

void check(Heard& heard) {
  using base::invalid;
  if (heard.identities.empty()) throw invalid("Nobody is named: there is no identifier.", "Give at least one, such as user_id, email, phone or device.", "identities");
  if (heard.identities.size() > base::limits::identities_per_event) throw invalid("More than " + std::to_string(base::limits::identities_per_event) + " identifiers in one interaction.", "Send the strongest.", "identities");
  heard.channel = base::lower_ascii(base::trim(heard.channel));
  if (heard.channel.empty() || heard.channel.size() > base::limits::channel_bytes || heard.channel.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") != std::string::npos)
    throw invalid("\"" + base::shown(heard.channel, 60) + "\" can't be a channel.", "Use one of email sms voice chat web app social store post review community survey system, or a word of your own of letters, digits and _.", "channel");
  heard.name = base::trim(base::stored(heard.name));
  if (!is_name(heard.name)) throw invalid("The name of what happened is missing or too long.", "Say it in a few words, such as \"Order Completed\".", "name");
  if (heard.at < base::Time{-2'208'988'800 * base::second} || heard.at > base::Time{base::now().micros + 3650 * base::day})
    throw invalid("The time " + base::to_string(heard.at) + " is before 1900 or more than ten years from now.", "Look at the time's unit and zone.", "at");
  heard.source_key = base::stored(heard.source_key);
  if (heard.source_key.empty()) throw invalid("The key that tells it from others of its source is missing.", "Give source_key: a number or text that stays the same when it is sent again.", "source_key");
  check_key(heard.source_key, "source_key");
  check_key(heard.conversation, "conversation");
  check_key(heard.topic, "topic");
  check_key(heard.actor_id, "actor");
  heard.conversation = base::stored(heard.conversation);
  heard.topic = base::stored(heard.topic);
  heard.actor_id = base::stored(heard.actor_id);
  trim_text(heard.subject, base::limits::subject_bytes);
  if (heard.text.size() > base::limits::text_bytes) throw invalid("The text is longer than " + std::to_string(base::limits::text_bytes) + " bytes.", "Keep the first part, and the rest as an attachment.", "text");
  heard.text = base::stored(heard.text);
  if (heard.language.size() > base::limits::language_bytes) throw invalid("\"" + base::shown(heard.language, 40) + "\" is not a language.", "Write it as en, zh or zh-Hans-CN.", "language");
  heard.language = base::stored(heard.language);
  if (heard.properties.size() > base::limits::event_bytes) throw invalid("The properties are larger than " + std::to_string(base::limits::event_bytes) + " bytes.", "Send fewer.", "properties");
  if (heard.traits.size() > base::limits::traits_bytes) throw invalid("The traits are larger than " + std::to_string(base::limits::traits_bytes) + " bytes.", "Send fewer.", "traits");
  heard.person_name = base::trim(base::stored(heard.person_name));
  if (heard.person_name.size() > base::limits::key_bytes) heard.person_name = std::string(base::cut(heard.person_name, base::limits::key_bytes));
  if (heard.score) check_score(*heard.score);
  if (heard.sentiment && !(*heard.sentiment >= -1 && *heard.sentiment <= 1)) throw invalid("A sentiment lies between -1 and 1.", "Bring other scales to this one before.", "sentiment");
  if (heard.amount) {
    if (!currency_digits(heard.amount->currency)) throw invalid("\"" + base::shown(heard.amount->currency, 10) + "\" is not a currency.", "Use its three letters of ISO 4217, such as CNY or USD.", "amount");
    if (heard.amount->minor > 1'000'000'000'000'000 || heard.amount->minor < -1'000'000'000'000'000) throw invalid("The amount is too large.", "Give it in minor units of its currency.", "amount");
  }
}

}  // namespace record
