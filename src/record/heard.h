// What an adapter of channel/ hands over: an interaction as it was heard, not yet anybody's. Plain values; the adapter
// fills them on its own thread, claim() and check() do the costly work there too, and Log::append takes them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/time.h"

namespace record {

enum class Direction { none, in, out };
BOOST_DESCRIBE_ENUM(Direction, none, in, out)
enum class ActorKind { customer, agent, bot, system };
BOOST_DESCRIBE_ENUM(ActorKind, customer, agent, bot, system)
enum class ScoreKind { nps, csat, ces, stars, expectation, perception };
BOOST_DESCRIBE_ENUM(ScoreKind, nps, csat, ces, stars, expectation, perception)

struct Score {
  ScoreKind kind = ScoreKind::stars;
  double value = 0;
};
BOOST_DESCRIBE_STRUCT(Score, (), (kind, value))

// Money: minor units of an ISO 4217 currency (cents of USD, yen of JPY). Never a floating number.
struct Amount {
  std::int64_t minor = 0;
  std::string currency;
};
BOOST_DESCRIBE_STRUCT(Amount, (), (minor, currency))

// "Whoever did this is known as …": an identifier, normalised for comparison, with the form in which it was received.
struct Claim {
  std::string name_space;   // user_id email phone device loyalty whatsapp wechat telegram postal, or the company's own
  std::string value;        // normalised: E.164, lower-cased mail, NFKC-folded
  std::string shown;        // as received
  bool verified = false;    // whoever sent it has proof (a confirmed mail, a signed-in session)
};

// Normalises. Throws base::Error(invalid) with what is wrong ("not an e-mail address"). `region` (ISO 3166, "CN") reads
// phone numbers written without a country code; empty: such numbers are refused.
Claim claim(std::string_view name_space, std::string_view raw, bool verified, std::string_view region = {});

// The digits of an E.164 number as they are dialled in its own country, without a trunk prefix; empty when it is none.
std::string national_digits(std::string_view e164);

// How much an identifier says. `account`: one person's (user_id, loyalty, channel accounts, company's own namespaces);
// `contact`: mail and phone, which recognise alone only when verified or when nothing stronger is said; `device`: joins
// its past to the person who identifies on it; `place`: never joins (a postal address is a household's).
enum class Strength { account, contact, device, place };
Strength strength_of(std::string_view name_space);
// A person has one value of these at most: two different ones are two people.
bool is_exclusive(std::string_view name_space);

struct Heard {
  std::vector<Claim> identities;          // at least one
  base::Time at;                          // when it happened
  std::string channel, name;              // "voice", "call": the activity
  Direction direction = Direction::in;
  ActorKind actor = ActorKind::customer;
  std::string actor_id;                   // the agent's, the bot's…; empty: not known
  std::string conversation, topic;
  std::optional<Score> score;
  std::optional<double> sentiment;        // -1 … 1
  std::optional<Amount> amount;           // paid by the customer; negative: given back. Nothing else is money paid.
  std::string subject, text, language;
  std::string properties;                 // JSON object as text, or empty
  std::string source_key;                 // unique in its source: the same key twice is stored once
  std::string person_name;                // what it says of the person, if anything
  std::string traits;                     // JSON object as text, or empty
};

// Brings texts into stored form and refuses what breaks a limit or has no meaning (no identity, no name, a score out of
// its scale, a currency that does not exist, a year out of range). Throws base::Error(invalid, field named).
void check(Heard& heard);

// Interactions of one source, appended together.
struct Batch {
  std::string source;                     // "shop", "web", "olist"; sources that begin with "sample" are sample data
  std::vector<Heard> interactions;
  std::int64_t import = 0;                // the import they belong to, 0: none
};

// What became of one interaction of a batch, in the order given.
struct Receipt {
  enum class Outcome { added, repeated } outcome = Outcome::added;
  std::int64_t id = 0;                    // its position in the log; 0 when repeated
  std::int64_t customer = 0;              // the profile that it was heard under
};

}  // namespace record
