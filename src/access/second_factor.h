// The second factor of a person: an authenticator app (totp.h) and ten recovery codes. Set up by the person, in force
// after a first right code; turned off by them, or by an admin for somebody who lost the device. A code is taken once.
// The company may ask for it from a role on: who has none then can do nothing else but set one up.
//
// Threads: all functions from any thread; state is in the database. References must outlive the object.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "access/secret_box.h"
#include "access/types.h"
#include "store/database.h"

namespace rights {

class SecondFactors {
 public:
  static constexpr int recovery_codes = 10;

  SecondFactors(store::Database& database, const SecretBox& box, std::string company) : database_(database), box_(box), company_(std::move(company)) {}

  SecondFactorState state(const User& user) const;
  // A new secret that waits for its first code; one in force stays in force until then.
  SecondFactorSecret begin(const User& user);
  // The first code of the secret that waits: from now on it is asked for. Throws Error(invalid) for a wrong code,
  // Error(conflict) when nothing waits.
  RecoveryCodes confirm(const User& user, std::string_view code, const std::string& session_that_stays);
  RecoveryCodes new_recovery_codes(std::int64_t user);
  void remove(std::int64_t user);   // by the person themselves, or an admin: then all sessions end; none is no error

  static bool enrolled(store::Session& session, std::int64_t user);
  // Whether `code` is right now, as a code or as a recovery code; uses it up. Inside a write().
  bool take(store::Session& session, std::int64_t user, std::string_view code) const;

  AccessSettings settings() const;
  void set(const AccessSettings& settings);

 private:
  RecoveryCodes make_codes(store::Session& session, std::int64_t user) const;

  store::Database& database_;
  const SecretBox& box_;
  std::string company_;
};

// Whether the rule asks this role for a second factor.
bool is_required(FactorRule rule, Role role);
// The rule in force, for a query of the session: "nobody" when none was set.
FactorRule factor_rule(store::Session& session);

}  // namespace rights
