// Consent: what a person agreed to be contacted for, by which channel, and the proof. Append-only: each change is a new
// row, and what holds is found from the rows in one place, consent_of().
//
// What holds, for one profile: of the statements about this purpose, by this channel or by all, the latest counts
// (by when it was said, then by when it was written down; a withdrawal never counts from later than when it was written
// down); one that has expired says nothing any more. Of a person with joined profiles the strictest of these counts:
// withdrawn before unknown before given; profiles of which nothing was ever said do not count. So joining never outvotes a
// withdrawal, and a consent is the person's, by whichever of the profiles it was given.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "record/record.h"

namespace record {

// Stored as numbers: never change one.
enum class ConsentState { unknown = 0, given = 1, withdrawn = 2 };
BOOST_DESCRIBE_ENUM(ConsentState, unknown, given, withdrawn)
enum class ConsentHow { form = 1, call = 2, letter = 3, mail = 4, import = 5, counter = 6, other = 7 };
BOOST_DESCRIBE_ENUM(ConsentHow, form, call, letter, mail, import, counter, other)

struct Consent {
  std::string id;                            // "o4"
  std::string profile;
  std::string purpose;                       // "marketing"
  std::optional<std::string> channel;        // none: every channel
  ConsentState state = ConsentState::unknown;
  base::Time at;                             // when it was said
  std::optional<base::Time> until;           // given for no longer than this
  ConsentHow how = ConsentHow::other;
  std::optional<std::string> text, version;  // what was agreed to
  std::optional<std::string> evidence;       // the interaction ("i7"), upload ("f2") or address that shows it
  std::string by;                            // who wrote it down
  base::Time recorded_at;
};
BOOST_DESCRIBE_STRUCT(Consent, (), (id, profile, purpose, channel, state, at, until, how, text, version, evidence, by, recorded_at))

struct ConsentRequest {
  std::string purpose;
  std::optional<std::string> channel;
  ConsentState state = ConsentState::unknown;
  std::optional<base::Time> at, until;       // at: now when left out
  ConsentHow how = ConsentHow::other;
  std::optional<std::string> text, version, evidence;
  std::optional<bool> joined;                // of all joined profiles (when left out), or of this one alone
  static bool required(std::string_view name) { return name == "purpose" || name == "state" || name == "how"; }
};
BOOST_DESCRIBE_STRUCT(ConsentRequest, (), (purpose, channel, state, at, until, how, text, version, evidence, joined))

// What holds now for one purpose: by every channel, and by those of which something else was said.
struct ConsentNow {
  std::string purpose;
  std::optional<std::string> channel;
  ConsentState state = ConsentState::unknown;
  std::optional<base::Time> since, until;
};
BOOST_DESCRIBE_STRUCT(ConsentNow, (), (purpose, channel, state, since, until))

struct Consents {
  std::vector<ConsentNow> now;
  std::vector<Consent> history;              // newest first
};
BOOST_DESCRIBE_STRUCT(Consents, (), (now, history))

// THE answer to "may we contact them": of a person (all profiles joined with it), at a moment. An empty channel asks for
// what was said of all channels.
ConsentNow consent_of(store::Session& session, CustomerId person, const std::string& purpose, const std::string& channel, base::Time at);
bool may_contact(store::Session& session, CustomerId person, const std::string& purpose, const std::string& channel, base::Time at);

// What the company asks consent for; the first ones are always there.
std::vector<std::string> purposes(store::Session& session);

Consents consents_of(store::Session& session, CustomerId person, base::Time now);
// Inside a write(). Throws Error(invalid), Error(not_found). Audited.
std::vector<Consent> record_consent(store::Session& session, const std::string& customer, const ConsentRequest& request, const std::string& by);

}  // namespace record
