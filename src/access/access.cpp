#include "access/access.h"

#include "base/error.h"
#include "base/log.h"

namespace rights {
namespace {

constexpr std::chrono::seconds between_rounds{30};

void try_to_keep_house(Access& access) {
  try {
    access.keep_house();
  } catch (const std::exception& error) {
    base::log::warning("access_not_written_down", {{"error", error.what()}});   // it stays noted, the next round tries again
  }
}

std::filesystem::path key_file(const store::Database& database, const AccessOptions& options) {
  return options.secret_key_file.empty() ? database.folder() / "secret.key" : options.secret_key_file;
}

}  // namespace

Access::Access(store::Database& database, AccessOptions options)
    : database_(database), behind_tls_(options.gate.behind_tls), passwords_(options.password_cost), box_(key_file(database, options), options.secret_key_file.empty()), denials(database),
      users(database, passwords_), sessions(database, options.sessions), links(database), invitations(database), second_factors(database, box_, options.company), regions(database),
      sign_on(options.oidc.is_set_up() ? std::make_unique<SignOn>(database, options.oidc, box_, sessions, attempts_, denials) : nullptr),
      sign_in(database, passwords_, users, sessions, second_factors, attempts_, denials), keys(database), gate(sessions, keys, denials, options.gate) {
  check(options.oidc);
  if (options.oidc.only) sign_in.passwords_off();
  keeper_ = std::jthread([this](std::stop_token stop) {
    std::unique_lock lock(guard_);
    while (!stopped_.wait_for(lock, stop, between_rounds, [&] { return stop.stop_requested(); }))
      try_to_keep_house(*this);
  });
}

Access::~Access() {
  keeper_.request_stop();
  keeper_.join();
  try_to_keep_house(*this);
}

void Access::keep_house() {
  keys.write_down();
  sessions.write_down();
  denials.write_down();
  auto expired = database_.reading([this](store::Session& session) { return sessions.has_expired(session) || SignInLinks::has_expired(session); });
  if (!expired) return;
  database_.write([this](store::Session& session) {
    sessions.purge(session);
    SignInLinks::purge(session);
  });
}

}  // namespace rights
