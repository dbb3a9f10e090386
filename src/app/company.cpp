#include "app/company.h"

#include "app/capabilities.h"

namespace app {

Company::Company(CompanyOptions options_) : options(std::move(options_)) {
  database = store::Database::open(options.folder);
  // We own the folder now: the address of a server that was killed is nobody's, or a stranger's by now.
  std::error_code ignored;
  std::filesystem::remove(options.folder / "served.json", ignored);
  database->migrate(migrations());
  rights::AccessOptions rights;
  rights.gate = {.behind_tls = options.behind_tls, .operator_token = options.operator_token};
  rights.company = options.name;
  rights.sessions = options.sessions;
  rights.secret_key_file = options.secret_key_file;
  access = std::make_unique<rights::Access>(*database, rights);
  record = std::make_unique<record::Record>(*database, record::RecordOptions{.region = options.region});
  auto append = [this](record::Batch&& batch) { return record->log->append(std::move(batch)); };
  web = std::make_unique<channel::WebChannel>(append, [this](std::string_view secret) { return access->gate.by_key(secret); },
                                              channel::WebRules{.default_region = options.region, .is_user = [this](std::string_view id) { return record->customers.knows("user_id", std::string(id)); }});
  api = std::make_unique<channel::ApiChannel>(append, options.region);
  uploads = std::make_unique<channel::file::Uploads>(*database);
  imports = std::make_unique<channel::file::Imports>(*database, channel::file::into(*record), channel::file::undo_in(*record));
}

}  // namespace app
