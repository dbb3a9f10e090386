#include "channel/web/person.h"

#include <algorithm>

#include "base/text.h"
#include "base/exact_json.h"

namespace channel {
namespace {

void add(std::vector<record::Claim>& claims, record::Claim claim) {
  const bool known = std::any_of(claims.begin(), claims.end(), [&](const record::Claim& other) { return other.name_space == claim.name_space && other.value == claim.value; });
  if (!known) claims.push_back(std::move(claim));
}

record::Claim required_claim(std::string_view name_space, const std::string& id, bool verified, const char* field) {
  try {
    return record::claim(name_space, id, verified);
  } catch (base::Error& error) {
    error.field = field;
    throw;
  }
}

bool is_true(const base::JsonObject& traits, std::string_view key) {
  const auto* value = base::member(traits, key);
  return value && value->is_bool() && value->get_bool();
}

void add_contacts(std::vector<record::Claim>& claims, const base::JsonObject& traits, const WebRules& rules, bool proven) {
  const auto contact = [&](const char* name_space, bool verified) {
    const auto raw = id_text(traits, name_space);
    if (raw.empty()) return;
    try {
      add(claims, record::claim(name_space, raw, verified, rules.default_region));
    } catch (const base::Error&) {
      // Forms let people type anything; a bad contact must not cost the event. It stays readable in the traits.
    }
  };
  contact("email", proven && (is_true(traits, "email_verified") || is_true(traits, "emailVerified")));
  contact("phone", proven && (is_true(traits, "phone_verified") || is_true(traits, "phoneVerified")));
}

// Whether all of a text is Han characters (the planes that hold them; a middle dot joins transcribed names).
bool is_han(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length < 3 || at + length > text.size()) return false;
    char32_t c = lead & (0xFF >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) c = (c << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3F);
    const bool han = (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF) || c == 0x3007;
    if (!han) return false;
    at += length;
  }
  return !text.empty();
}

std::string trimmed(const base::JsonObject& traits, std::string_view camel, std::string_view snake) {
  auto text = base::trim(base::text_in(traits, camel));
  return text.empty() ? base::trim(base::text_in(traits, snake)) : text;
}

}  // namespace

std::string id_text(const base::JsonObject& object, std::string_view key) {
  const auto* value = base::member(object, key);
  if (!value) return {};
  if (value->is_string()) {
    const std::string_view text(value->get_string().data(), value->get_string().size());
    if (text == "null" || text == "undefined" || text == "NaN" || text == "[object Object]") return {};
    return base::trim(text);
  }
  std::string text;
  if (value->is_number()) base::append_json(text, *value);
  return text;
}

std::vector<record::Claim> claims_of(Call call, const base::JsonObject& event, const base::JsonObject* traits,
                                     const base::JsonObject* context_traits, const WebRules& rules, bool proven) {
  std::vector<record::Claim> claims;
  claims.reserve(4);
  const auto user = id_text(event, "userId");
  if (!user.empty()) claims.push_back(required_claim("user_id", user, true, "userId"));
  if (call == Call::alias) {
    const auto previous = id_text(event, "previousId");
    if (user.empty() || previous.empty())
      throw base::invalid("An alias needs \"previousId\" and \"userId\".", "Send both.", user.empty() ? "userId" : "previousId");
    // Two users are never one only because a browser says so: the record makes a suggestion of it.
    if (rules.is_user && rules.is_user(previous)) add(claims, required_claim("user_id", previous, false, "previousId"));
    else add(claims, required_claim("device", previous, false, "previousId"));
  }
  if (const auto device = id_text(event, "anonymousId"); !device.empty()) add(claims, required_claim("device", device, false, "anonymousId"));
  // The traits of a group are the group's: its telephone is nobody's own.
  if (traits && call != Call::group) add_contacts(claims, *traits, rules, proven);
  if (context_traits) add_contacts(claims, *context_traits, rules, proven);
  if (claims.empty()) throw base::invalid("Nothing says whose this is.", "Send \"userId\" or \"anonymousId\".", "userId");
  return claims;
}

std::string person_name(const base::JsonObject& traits) {
  if (auto name = base::trim(base::text_in(traits, "name")); !name.empty()) return name;
  auto first = trimmed(traits, "firstName", "first_name");
  auto last = trimmed(traits, "lastName", "last_name");
  if (first.empty() || last.empty()) return first + last;
  return is_han(first) && is_han(last) ? last + first : first + " " + last;
}

}  // namespace channel
