// Everything of access, made once by app/: who works here, who is signed in, which keys there are, and the gate that
// asks them all. A thread of its own writes down now and then when sessions and keys were last used, and forgets what
// has expired.
//
// The database must be migrated (migrations.h) and outlive the object.
#pragma once
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

#include "access/attempts.h"
#include "access/audit_head.h"
#include "access/denials.h"
#include "access/gate.h"
#include "access/keys.h"
#include "access/oidc/sign_on.h"
#include "access/invitations.h"
#include "access/passwords.h"
#include "access/second_factor.h"
#include "access/regions.h"
#include "access/secret_box.h"
#include "access/sessions.h"
#include "access/sign_in.h"
#include "access/sign_in_links.h"
#include "access/users.h"

namespace rights {

struct AccessOptions {
  GateOptions gate = {};
  PasswordCost password_cost = {};
  SessionRules sessions = {};
  OidcOptions oidc = {};                    // single sign-on; throws Error(invalid) when it is not right
  std::string company = "Throughline";      // as authenticator apps show it
  // The key of what is sealed in the database (secret_box.h). Empty: `secret.key` in the data folder, made when it is not there.
  std::filesystem::path secret_key_file = {};
};

class Access {
 public:
  explicit Access(store::Database& database, AccessOptions options = {});
  ~Access();
  Access(const Access&) = delete;
  Access& operator=(const Access&) = delete;

  bool behind_tls() const { return behind_tls_; }
  void keep_house();   // what the thread does; throws what the database throws

  // A keyed hash, with the installation's key: for marks that name nobody without it.
  std::string keyed_hash(std::string_view text, std::string_view about) const { return box_.digest(text, about); }
  std::uint64_t password_hashes() const { return passwords_.computed(); }
  // The audit log's newest hash, sealed, for a place outside; and those that are kept outside already (throws as kept_head).
  SealedHead sealed_head() const;
  std::vector<AuditHead> kept_heads() const;

 private:
  store::Database& database_;
  bool behind_tls_;
  Passwords passwords_;
  Attempts attempts_;
  SecretBox box_;

 public:
  Denials denials;
  Users users;
  Sessions sessions;
  SignInLinks links;
  Invitations invitations;
  SecondFactors second_factors;
  Regions regions;
  std::unique_ptr<SignOn> sign_on;          // none: not set up
  SignInDesk sign_in;
  Keys keys;
  Gate gate;

 private:
  void keep_head_outside();

  base::Time head_kept_at_;
  std::mutex guard_;
  std::condition_variable_any stopped_;
  std::jthread keeper_;   // last: stops before the rest goes
};

}  // namespace rights
