// Who a tracked event says it is about: the identifiers that it claims, the name, the language.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "base/json.h"
#include "record/heard.h"

namespace channel {

enum class Call { track, identify, page, screen, group, alias };
BOOST_DESCRIBE_ENUM(Call, track, identify, page, screen, group, alias)

// What the operator decides about tracking.
struct WebRules {
  std::string default_region;      // ISO 3166: reads phone numbers without a country code; empty: they are left out
  std::string default_currency;    // ISO 4217, for orders that name none; empty: such orders have no amount
  // Whether an id is a known user's: an alias may name a device or a user as its previous id. Empty: always a device.
  std::function<bool(std::string_view user_id)> is_user;
};

// The identifiers, strongest first. Throws base::Error(invalid) when there is none, or when userId, anonymousId or
// previousId can't be one; contacts that can't be used are left out. `proven`: contacts said to be verified are.
std::vector<record::Claim> claims_of(Call call, const base::JsonObject& event, const base::JsonObject* traits,
                                     const base::JsonObject* context_traits, const WebRules& rules, bool proven);

// `name`, or first and last name: "Ada Lovelace", but "王小芳" when both are Chinese. Empty when there is none.
std::string person_name(const base::JsonObject& traits);

// An id as text: a text, or a number as it stands. Empty when there is none, or when it is what a program writes when it
// had none ("null", "undefined", "NaN", "[object Object]").
std::string id_text(const base::JsonObject& object, std::string_view key);

}  // namespace channel
