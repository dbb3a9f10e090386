#include "access/access.h"

#include "base/error.h"
#include "base/log.h"

namespace rights {
namespace {

constexpr std::chrono::seconds between_rounds{30};
constexpr std::int64_t between_heads = 3600 * base::second;
constexpr const char* head_file = "audit.head";

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
  head_kept_at_ = {};
  try_to_keep_house(*this);
}

SealedHead Access::sealed_head() const {
  auto head = database_.reading([](store::Session& session) { return audit_head(session); });
  return seal(head, [this](std::string_view text, std::string_view about) { return keyed_hash(text, about); });
}

std::vector<AuditHead> Access::kept_heads() const {
  auto kept = kept_head(database_.folder() / head_file, [this](std::string_view text, std::string_view about) { return keyed_hash(text, about); });
  return kept ? std::vector{*kept} : std::vector<AuditHead>{};
}

// The one kept before must still be in the log as it was: otherwise it stays, for `check` to show.
void Access::keep_head_outside() {
  if (database_.folder().empty() || base::now().micros - head_kept_at_.micros < between_heads) return;
  for (const auto& before : kept_heads()) {
    auto now = database_.reading([&](store::Session& session) { return session.one<std::string>("select hash from audit where number = :n", before.number).value_or(""); });
    if (before.number && now != before.hash) {
      base::log::error("the audit log is not what it was; run throughline check", {{"entry", before.number}});
      return;
    }
  }
  auto head = database_.reading([](store::Session& session) { return audit_head(session); });
  keep_head(database_.folder() / head_file, head, [this](std::string_view text, std::string_view about) { return keyed_hash(text, about); });
  head_kept_at_ = base::now();
}

void Access::keep_house() {
  keys.write_down();
  sessions.write_down();
  denials.write_down();
  keep_head_outside();
  auto expired = database_.reading([this](store::Session& session) { return sessions.has_expired(session) || SignInLinks::has_expired(session); });
  if (!expired) return;
  database_.write([this](store::Session& session) {
    sessions.purge(session);
    SignInLinks::purge(session);
  });
}

}  // namespace rights
