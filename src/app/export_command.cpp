// export: over the folder itself, or through the server that owns it.
#include "access/audit.h"
#include "app/commands.h"
#include "app/company.h"
#include "app/out.h"
#include "app/served.h"
#include "record/export.h"
#include "record/interchange/ocel.h"
#include "record/interchange/xes.h"

namespace app {
namespace {

using Pieces = std::function<void(std::string&)>;

std::string percent(std::string_view text) {
  static constexpr char hex[] = "0123456789ABCDEF";
  std::string made;
  for (unsigned char c : text) {
    if (std::isalnum(c) || c == '.' || c == '-' || c == '_') made += static_cast<char>(c);
    else (made += '%') += {hex[c >> 4], hex[c & 15]};
  }
  return made;
}

// Members that were given, as the API takes them.
base::JsonObject details_of(const ExportOptions& asked) {
  base::JsonObject details;
  bool is_log = asked.what == "xes" || asked.what == "ocel";
  if (!is_log) details.emplace("format", asked.format);
  for (const auto& [name, value, of] : {std::tuple{"case", &asked.case_, "xes"}, {"objects", &asked.objects, "ocel"}, {"source", &asked.source, ""}, {"from", &asked.from, ""}, {"to", &asked.to, ""}}) {
    if (value->empty()) continue;
    if (!is_log || (*of && asked.what != of))
      throw base::invalid("--" + std::string(name) + " means nothing for " + asked.what + ".", *of ? "It belongs to " + std::string(of) + "." : "It belongs to xes and ocel.", name);
    details.emplace(name, *value);
  }
  return details;
}

Pieces pieces_of(const record::Record& record, const std::string& what, const base::JsonObject& details) {
  if (what == "xes") return record::interchange::xes_pieces(record, base::from_json<record::interchange::XesQuery>(details));
  if (what == "ocel") return record::interchange::ocel_pieces(record, base::from_json<record::interchange::OcelQuery>(details));
  auto asked = base::enum_value<record::ExportWhat>(what);
  auto shape = base::enum_value<record::ExportFormat>(std::string(details.at("format").as_string()));
  if (!asked) throw base::invalid("\"" + what + "\" can't be exported.", "Use interactions, customers, xes or ocel.", "what");
  if (!shape) throw base::invalid("There is no such format.", "Use jsonl or csv.", "format");
  return record::export_pieces(record, *asked, *shape);
}

}  // namespace

int export_all(const CommonOptions& common, const ExportOptions& asked) {
  auto details = details_of(asked);
  must_exist(common);
  Out out(asked.out);
  if (auto server = server_of(common)) {
    std::string query;
    for (const auto& [name, value] : details) query += (query.empty() ? "?" : "&") + std::string(name) + "=" + percent(std::string_view(value.as_string()));
    server->download("/api/export/" + asked.what + query, [&](std::string_view piece) { out.write(piece); });
  } else {
    Company company(company_of(common));
    auto pieces = pieces_of(*company.record, asked.what, details);
    company.database->write([&](store::Session& session) { rights::Audit::record(session, {.verb = "export", .object = asked.what, .details = details}); });
    out.write_all(pieces);
  }
  out.finish();
  return done;
}

}  // namespace app
