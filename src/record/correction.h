// Correcting what is known of a person: a name, a trait, an identifier. Somebody decides, and says why.
//
// A corrected name or trait is said at the moment of the correction: what was said before that moment loses against it,
// also when it comes in later (an old file that is imported), and also where the correction took a trait away. What is said
// after it wins again, as everywhere (docs/identity.md). A corrected identifier is taken away, moved to another
// person, or marked verified or not; who uses it later is recognised by the rules as ever.
//
// What stood there before is kept in the correction, for its undo, unless `forget` asks that it is not. It is undone only
// while everything stands as it left it: an identifier that somebody else got since is not given back.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "http/router.h"
#include "record/record.h"

namespace record {

// Stored as numbers: never change one.
enum class CorrectionKind { name = 1, trait = 2, identity_removed = 3, identity_moved = 4, identity_verified = 5 };
BOOST_DESCRIBE_ENUM(CorrectionKind, name, trait, identity_removed, identity_moved, identity_verified)

struct CorrectionRequest {
  CorrectionKind kind = CorrectionKind::name;
  std::string reason;
  std::optional<std::string> profile;        // which of the joined ones; the person's oldest when left out
  std::optional<std::string> name;           // kind name: the right one
  std::optional<std::string> trait;          // kind trait: which
  std::optional<base::Json> value;           //   its value; null or left out takes it away
  std::optional<std::string> identity;       // kinds identity_…: "email:a@b.c"
  std::optional<std::string> to;             // kind identity_moved: the customer who gets it
  std::optional<bool> verified;              // kind identity_verified
  std::optional<bool> forget;                // don't keep what stood there before (then there is no undo)
  static bool required(std::string_view member) { return member == "kind" || member == "reason"; }
};
BOOST_DESCRIBE_STRUCT(CorrectionRequest, (), (kind, reason, profile, name, trait, value, identity, to, verified, forget))

struct Correction {
  std::string id;                            // "x3"
  std::string profile;
  CorrectionKind kind = CorrectionKind::name;
  std::string field;                         // "name", the trait, the identifier's namespace
  base::Json before, after;                  // null: nothing there, or not kept
  bool can_be_undone = true;
  std::string reason, by;
  base::Time at;
  std::optional<base::Time> undone_at;
  std::optional<std::string> undone_by;
};
BOOST_DESCRIBE_STRUCT(Correction, (), (id, profile, kind, field, before, after, can_be_undone, reason, by, at, undone_at, undone_by))

// On the appender's thread, inside its transaction; audited. Throw Error(invalid), Error(not_found), Error(conflict).
Correction correct(Change& change, const std::string& customer, const CorrectionRequest& request, const std::string& by, const std::string& region);
Correction undo_correction(Change& change, const std::string& correction, const std::string& by);
// Whoever is erased with these identifiers: what is kept of other people's corrections of them, or of corrections by which one
// of these profiles got an identifier, goes, and with it the undo; not of whom holds the identifier still.
struct ErasedIdentity {
  std::string name_space, value;
};
void forget_in_corrections(Change& change, const std::vector<CustomerId>& profiles, const std::vector<ErasedIdentity>& identities);
// Of a person's profiles, newest first.
std::vector<Correction> corrections_of(store::Session& session, CustomerId person);

// For what is told of a profile (profiles.cpp): fields that were corrected after `at`, "name" or "trait:<key>".
std::vector<std::string> corrected_since(store::Session& session, CustomerId profile, base::Time at);

}  // namespace record
