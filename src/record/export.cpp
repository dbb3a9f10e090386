#include "record/export.h"

#include "base/ids.h"
#include "record/visibility.h"

namespace record {
namespace {

constexpr std::size_t rows_a_piece = 500;

std::string joined(std::initializer_list<std::string> fields) {
  std::string line;
  for (const auto& field : fields) {
    if (!line.empty()) line += ',';
    line += csv_field(field);
  }
  return line + "\r\n";
}

std::string number_text(double value) { return base::json_text(base::Json(value)); }

std::string csv_of(const Interaction& i) {
  // The first field is never empty, so joined() needs no other mark for "first".
  return joined({i.id, i.customer, base::to_string(i.at), base::to_string(i.received_at), i.channel, i.name, base::enum_name(i.direction), base::enum_name(i.actor.kind), i.actor.id.value_or(""),
                 i.conversation.value_or(""), i.topic.value_or(""), i.score ? base::enum_name(i.score->kind) : "", i.score ? number_text(i.score->value) : "", i.sentiment ? number_text(*i.sentiment) : "",
                 i.amount ? std::to_string(i.amount->minor) : "", i.amount ? i.amount->currency : "", i.subject.value_or(""), i.text.value_or(""), i.language.value_or(""),
                 i.properties.empty() ? "" : base::json_text(i.properties), i.source, i.source_key});
}

constexpr const char* interaction_head =
    "id,customer,at,received_at,channel,name,direction,actor,actor_id,conversation,topic,score_kind,score,sentiment,amount_minor,currency,subject,text,language,properties,source,source_key\r\n";

std::string csv_of(const Customer& c) {
  std::string identities;
  for (const auto& identity : c.identities) (identities += identities.empty() ? "" : " ") += identity.namespace_ + ":" + identity.value;
  return joined({c.id, c.name, c.anonymous ? "true" : "false", identities, std::to_string(c.interactions), c.first_at ? base::to_string(*c.first_at) : "", c.last_at ? base::to_string(*c.last_at) : "", std::to_string(c.profiles)});
}

constexpr const char* customer_head = "id,name,anonymous,identities,interactions,first_at,last_at,profiles\r\n";

}  // namespace

std::function<void(std::string&)> export_pieces(const Record& record, ExportWhat what, ExportFormat format) {
  struct Progress {
    Position last = 0;
    bool begun = false;
  };
  auto progress = std::make_shared<Progress>();
  // Of who asked: the pieces are read later, when nobody acts.
  return [&record, what, format, progress, visibility = Visibility::now()](std::string& piece) {
    if (!progress->begun && format == ExportFormat::csv) piece = what == ExportWhat::interactions ? interaction_head : customer_head;
    progress->begun = true;
    // A piece that nobody's row passes into would be taken for the end: read on until there is one, or no more.
    for (bool more = true; more && piece.empty();) {
      more = false;
      record.database.read([&](store::Session& session) {
        std::map<CustomerId, bool> known;
        auto sees = [&](CustomerId profile) {
          if (visibility.is_whole()) return true;
          auto [found, is_new] = known.try_emplace(profile, false);
          if (is_new) found->second = visibility.sees(session, profile);
          return found->second;
        };
        if (what == ExportWhat::interactions) {
          std::vector<Interaction> rows;
          auto last = each_interaction(session, record.state.dictionary, progress->last, rows_a_piece, [&](const Interaction& one) { rows.push_back(one); });
          for (const auto& one : rows)
            if (sees(base::read_id('c', one.customer).value_or(0))) piece += format == ExportFormat::csv ? csv_of(one) : base::to_json_text(one) + "\n";
          if (last) progress->last = last;
          more = last != 0;
        } else {
          for (auto root : session.all<CustomerId>("select id from customer where id > :i and merged_into is null order by id limit :n", progress->last, rows_a_piece)) {
            progress->last = root;
            more = true;
            if (!sees(root)) continue;
            if (format == ExportFormat::csv) piece += csv_of(record.customers.item(session, root));
            else piece += base::to_json_text(record.customers.one(base::show_id('c', root))) + "\n";
          }
        }
      });
    }
  };
}

}  // namespace record
