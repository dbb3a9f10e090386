#include "app/company.h"

#include <charconv>

#include "app/capabilities.h"
#include "app/commands.h"
#include "store/carry.h"
#include "store/nodes.h"
#include "channel/file/forget.h"
#include "http/idempotency.h"
#include "journey/map/comments.h"
#include "journey/saved.h"

namespace app {

CompanyOptions company_of(const CommonOptions& common) {
  return {.folder = common.data, .database = common.database, .name = common.company, .region = common.region, .secret_key_file = common.secret_key_file};
}

Company::Company(CompanyOptions options_) : options(std::move(options_)) {
  database = store::Database::open(options.folder, options.database);
  // We own the folder now: the address of a server that was killed is nobody's, or a stranger's by now.
  std::error_code ignored;
  std::filesystem::remove(options.folder / "served.json", ignored);
  // Before anything is written, so that a row of segments that was cut off by a kill can go on.
  if (!options.backup_to.empty()) {
    auto continuous = store::continuous(*database);
    if (!continuous) throw base::invalid("This database has a continuous backup of its own.", "docs/operations.md tells how PostgreSQL archives its log; leave --backup-to out.", "backup-to");
    continuous->ship_to(options.backup_to);
  }
  database->migrate(migrations());
  if (auto half = store::half_carried(*database); !half.empty())
    throw base::Error(base::ErrorCode::unavailable, "A move from " + half + " into this place was cut off: half of it is here.", "Run the same `throughline move` again: it begins anew.");
  rights::AccessOptions rights;
  rights.gate = {.behind_tls = options.behind_tls, .operator_token = options.operator_token};
  rights.company = options.name;
  rights.sessions = options.sessions;
  rights.oidc = options.oidc;
  rights.secret_key_file = options.secret_key_file;
  access = std::make_unique<rights::Access>(*database, rights);
  record = std::make_unique<record::Record>(*database, record::RecordOptions{.region = options.region});
  linker = std::make_unique<record::linkage::Linker>(*record);
  auto append = [this](record::Batch&& batch) { return record->log->append(std::move(batch)); };
  web = std::make_unique<channel::WebChannel>(append, [this](std::string_view secret) { return access->gate.by_key(secret); },
                                              channel::WebRules{.default_region = options.region, .is_user = [this](std::string_view id) { return record->customers.knows("user_id", std::string(id)); }});
  api = std::make_unique<channel::ApiChannel>(append, options.region);
  uploads = std::make_unique<channel::file::Uploads>(*database);
  imports = std::make_unique<channel::file::Imports>(*database, channel::file::into(*record), channel::file::undo_in(*record), &record->leases);
  erasures = std::make_unique<record::Erasures>(*record, [this](std::string_view text, std::string_view about) { return access->keyed_hash(text, about); });
  erasures->also([this](const record::Traces& person) { channel::file::forget(*database, person); });
  erasures->also_here([this] { channel::file::forget_here(*database); });
  erasures->also([this](const record::Traces& person) { http::forget_answers(*database, [&](std::string_view body) { return person.in(body); }); });
  erasures->also([this](const record::Traces& person) { journey::SavedQuestions::forget(*database, [&](std::string_view text) { return person.in(text); }); });
  erasures->also([this](const record::Traces& person) { journey::MapComments::forget(*database, [&](std::string_view text) { return person.in(text); }); });
  erasures->reapply(options.erasures);
  if (options.journeys) journeys = std::make_unique<journey::Index>(*record, journey::IndexOptions{.dimensions = options.dimensions, .folder = database->folder(), .passing = options.operator_token.empty(),
                                                     .touchpoints = [this](const std::string& name) { return journey::Maps(*database).match_of(name); }});
  if (!options.backup_to.empty()) backup = std::make_unique<ContinuousBackup>(*database, options.backup_to, options.backup_days);
  // What other nodes committed: the appender looks at it at once. That something may have been missed is a reason, too.
  if (auto nodes = store::nodes_of(*database)) nodes->listen([this](std::string_view topic, std::string_view word) {
    std::int64_t position = 0;
    std::from_chars(word.data(), word.data() + word.size(), position);
    if (topic == "log" || topic.empty()) record->log->look(position);
  });
}

Company::~Company() {
  if (auto nodes = store::nodes_of(*database)) nodes->listen({});
}

}  // namespace app
