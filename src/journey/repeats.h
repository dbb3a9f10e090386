// Repeat contacts and first contact resolution (domain.md, contact metrics): contacts of the same person on the same topic, on any
// channel. A contact within the window of the one before it on its topic is a repeat of that; one that is not begins a chain.
// A chain's first contact was resolved when no repeat came within the window; it counts as soon as its window has closed,
// or a repeat came.
// `from` and `to` of the scope say when the first contact of a chain was: what was before makes it a repeat, and its repeats are
// looked for behind `to`, too.
// A contact without a topic shares its topic with others that have none.
#pragma once
#include "base/json.h"
#include "journey/fold.h"

namespace journey {

struct RepeatsQuestion {
  Match contact;
  std::size_t topic = 0;          // the dimension of interactions that says what it is about
  std::int64_t within = 0;        // microseconds, the end included; above 0
  std::int64_t as_of = 0;         // "now"
  std::int64_t known = INT64_MAX; // what happened from there on is hidden
  Scope scope;
};

struct Repeats {
  std::int64_t customers = 0;     // with a contact
  std::int64_t contacts = 0, repeats = 0;   // of the chains that the period has
  std::int64_t firsts = 0;        // chains whose window has closed, or that had a repeat
  std::int64_t resolved = 0;      // of them, those without a repeat
  std::int64_t open = 0;          // chains that may still get one
};
struct RepeatsResult {
  std::map<Code, Repeats> groups;   // a chain stands in the group of its first contact; a repeat in that of its chain
};

RepeatsResult repeats(Workers& workers, const View& view, const RepeatsQuestion& question);

// The customers with a contact, with a repeat, or with a chain that was resolved at first, that was not, that is open.
enum class RepeatsKind { contacts, repeats, resolved, unresolved, open };
BOOST_DESCRIBE_ENUM(RepeatsKind, contacts, repeats, resolved, unresolved, open)
struct RepeatsCell {
  RepeatsKind of = RepeatsKind::contacts;
  std::optional<Code> group;
};
std::vector<CustomerId> people_of(Workers& workers, const View& view, const RepeatsQuestion& question, const RepeatsCell& cell);

}  // namespace journey
