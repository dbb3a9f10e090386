#include "store/migrate.h"

#include <algorithm>

#include "base/log.h"

namespace store {

void apply_migrations(Session& session, const std::string& schema, const std::vector<Migrations>& capabilities, bool derived) {
  for (const auto& capability : capabilities) {
    auto done = session.all<int>("select number from " + schema + "migration where capability = :c", capability.capability);
    for (const auto& step : capability.steps) {
      if (step.derived != derived || std::find(done.begin(), done.end(), step.number) != done.end()) continue;
      session.script(step.sql);
      session.run("insert into " + schema + "migration(capability, number, at) values (:c, :n, :t)", capability.capability, step.number, base::now());
      base::log::info("migrated", {{"capability", capability.capability}, {"step", step.number}});
    }
  }
}

}  // namespace store
