// audit … and person …: who did what, and what a person may ask for of their data.
#include <iostream>

#include "access/audit_list.h"
#include "app/capabilities.h"
#include "app/commands.h"
#include "app/out.h"
#include "app/served.h"
#include "base/ids.h"
#include "channel/file/forget.h"
#include "record/everything.h"

namespace app {
namespace {

std::string encoded(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (unsigned char c : text) {
    if (std::isalnum(c) || c == '-' || c == '.' || c == '_') out += static_cast<char>(c);
    else out += {'%', digits[c >> 4], digits[c & 15]};
  }
  return out;
}

void print(const CommonOptions& common, const base::Json& item) {
  if (common.json) {
    std::cout << base::json_text(item) << '\n';
    return;
  }
  auto text = [&](const char* key) { return std::string(item.at(key).as_string()); };
  auto who = text("who_name").empty() ? text("who_kind") : text("who_name");
  std::cout << text("at") << '\t' << who << '\t' << text("verb") << (text("outcome") == "refused" ? " (refused)" : "") << '\t' << text("object") << ' ' << text("object_id") << '\t'
            << base::json_text(item.at("details")) << '\n';
}

}  // namespace

int audit_list(const CommonOptions& common, const AuditOptions& asked) {
  rights::AuditQuery query;
  std::string address = "/api/audit?limit=1000";
  auto also = [&](const char* name, const std::string& value, std::optional<std::string>& field) {
    if (value.empty()) return;
    field = value;
    address += std::string("&") + name + "=" + encoded(value);
  };
  if (!asked.since.empty()) {
    query.since = base::parse_time(asked.since);
    if (!query.since) throw base::invalid("\"" + asked.since + "\" is not a time.", "Write it as 2026-11-01 or 2026-11-01T09:00:00Z.", "since");
    address += "&since=" + encoded(base::to_string(*query.since));
  }
  also("who", asked.who, query.who);
  also("what", asked.what, query.what);
  also("object", asked.object, query.object);
  also("id", asked.id, query.id);
  auto left = asked.most;
  if (auto server = server_of(common)) {
    for (std::string cursor; left > 0;) {
      auto page = server->get(address + (cursor.empty() ? "" : "&cursor=" + cursor));
      for (const auto& item : page.at("items").as_array())
        if (left-- > 0) print(common, item);
      if (page.at("next").is_null()) break;
      cursor = page.at("next").as_string();
    }
    return done;
  }
  Company company(company_of(common));
  query.limit = 1000;
  while (left > 0) {
    auto page = company.database->reading([&](store::Session& session) { return rights::list_audit(session, query); });
    for (const auto& item : page.items)
      if (left-- > 0) print(common, base::to_json(item));
    if (!page.next) break;
    query.cursor = page.next;
  }
  return done;
}

int audit_head(const CommonOptions& common) {
  if (auto server = server_of(common)) std::cout << base::json_text(server->get("/api/audit/head")) << '\n';
  else std::cout << base::to_json_text(Company(company_of(common)).access->sealed_head()) << '\n';
  return done;
}

int person_export(const CommonOptions& common, const std::string& id, const std::filesystem::path& path) {
  Out out(path);
  if (auto server = server_of(common)) {
    server->download("/api/customers/" + encoded(id) + "/everything", [&](std::string_view piece) { out.write(piece); });
  } else {
    Company company(company_of(common));
    auto pieces = record::everything_of(*company.record, id, channel::file::tell_imports);
    company.database->write([&](store::Session& session) { rights::Audit::record(session, {.verb = "customer.export", .object = "customer", .id = id}); });
    out.write_all(pieces);
  }
  out.finish();
  return done;
}

int person_erase(const CommonOptions& common, const std::string& id, const std::string& reason, bool now) {
  record::ErasureRequest request{.customer = id, .reason = reason, .now = now};
  record::Erasure asked;
  if (auto server = server_of(common)) {
    asked = base::from_json<record::Erasure>(server->send("POST", "/api/erasures", base::to_json(request)));
  } else {
    Company company(company_of(common));
    asked = company.erasures->ask(request, "operator");
    company.erasures->run_due();
    asked = company.erasures->one(asked.id);
  }
  if (common.json) std::cout << base::to_json_text(asked) << '\n';
  else if (asked.state == record::ErasureState::done) std::cout << "Erased " << asked.customer << " with " << asked.interactions << " interactions (" << asked.id << ").\n";
  else std::cout << "Erasure " << asked.id << " of " << asked.customer << " begins at " << base::to_string(asked.due_at) << "; until then it can be cancelled.\n";
  return done;
}

}  // namespace app
