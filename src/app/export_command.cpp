// export: over the folder itself, or through the server that owns it.
#include "access/audit.h"
#include "app/ask_options.h"
#include "app/out.h"
#include "app/served.h"
#include "journey/flow_csv.h"
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

struct Option {
  const char* name;
  const std::string ExportOptions::* value;
  std::string_view of;    // what it belongs to
};
constexpr Option options[] = {{"format", &ExportOptions::format, "interactions customers"}, {"case", &ExportOptions::case_, "xes"}, {"objects", &ExportOptions::objects, "ocel"}, {"source", &ExportOptions::source, "xes ocel"},
                              {"from", &ExportOptions::from, "xes ocel flow"}, {"to", &ExportOptions::to, "xes ocel flow"}, {"by", &ExportOptions::by, "flow"}};

// Members that were given, as the API takes them.
base::JsonObject details_of(const ExportOptions& asked) {
  base::JsonObject details;
  for (const auto& option : options) {
    const auto& value = asked.*option.value;
    if (value.empty()) continue;
    if ((" " + std::string(option.of) + " ").find(" " + asked.what + " ") == std::string::npos)
      throw base::invalid("--" + std::string(option.name) + " means nothing for " + asked.what + ".", "It belongs to: " + std::string(option.of) + ".", option.name);
    details.emplace(option.name, value);
  }
  if (asked.what == "flow" && asked.top) details.emplace("top", asked.top);
  if ((asked.what == "interactions" || asked.what == "customers") && asked.format.empty()) details.emplace("format", "jsonl");
  return details;
}

// Its answer is small: asked as a whole.
std::string flow_table(const CommonOptions& common, const base::JsonObject& question) {
  Company company(asking_company_of(common));
  company.journeys->view_at(company.record->log->position());
  return journey::flow_csv(*company.journeys, base::from_json<journey::FlowAsked>(question));
}

Pieces pieces_of(const record::Record& record, const std::string& what, const base::JsonObject& details) {
  if (what == "xes") return record::interchange::xes_pieces(record, base::from_json<record::interchange::XesQuery>(details));
  if (what == "ocel") return record::interchange::ocel_pieces(record, base::from_json<record::interchange::OcelQuery>(details));
  auto asked = base::enum_value<record::ExportWhat>(what);
  auto shape = base::enum_value<record::ExportFormat>(std::string(details.at("format").as_string()));
  if (!asked) throw base::invalid("\"" + what + "\" can't be exported.", "Use interactions, customers, xes, ocel or flow.", "what");
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
    if (asked.what == "flow") query = "?question=" + percent(base::json_text(details));
    else for (const auto& [name, value] : details) query += (query.empty() ? "?" : "&") + std::string(name) + "=" + percent(std::string_view(value.as_string()));
    server->download("/api/export/" + asked.what + query, [&](std::string_view piece) { out.write(piece); });
  } else if (asked.what == "flow") {
    out.write(flow_table(common, details));
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
