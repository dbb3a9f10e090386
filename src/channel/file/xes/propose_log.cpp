#include "channel/file/xes/propose_log.h"

#include <algorithm>

namespace channel::file::xes {
namespace {

Label label(std::string column, std::optional<std::string> otherwise = {}) {
  Label label;
  label.column = std::move(column);
  if (otherwise) label.otherwise = Scalar{std::move(*otherwise), ValueType::text};
  return label;
}

Label constant(std::string text) {
  Label label;
  label.value = Scalar{std::move(text), ValueType::text};
  return label;
}

constexpr std::string_view score_column = "throughline:score_";

// A score has the kind that its column is named after: an interaction for each kind that may be there, and one for none.
std::vector<InteractionOf> with_scores(const InteractionOf& event, const Sample& sample) {
  std::vector<InteractionOf> events{event};
  for (const auto& name : sample.columns) {
    auto kind = name.starts_with(score_column) ? base::enum_value<record::ScoreKind>(std::string_view(name).substr(score_column.size())) : std::nullopt;
    if (!kind) continue;
    auto& scored = events.emplace_back(event);
    scored.score.emplace();
    scored.score->kind = *kind;
    scored.score->column = name;
    auto present = [&](bool is) { return Condition{.column = name, .is = {}, .is_not = {}, .any_of = {}, .none_of = {}, .present = is}; };
    scored.when.all.push_back(present(true));
    events[0].when.all.push_back(present(false));
  }
  return events;
}

}  // namespace

Mapping propose_log(const Sample& sample) {
  auto there = [&](std::string_view name) { return std::find(sample.columns.begin(), sample.columns.end(), name) != sample.columns.end(); };
  // The trace's name, where at least one of the first traces has one.
  auto named = std::any_of(sample.rows.begin(), sample.rows.end(), [&](const auto& row) {
    auto at = std::find(sample.columns.begin(), sample.columns.end(), "case:concept:name") - sample.columns.begin();
    return !row[static_cast<std::size_t>(at)].empty();
  });
  std::string id = named || sample.rows.empty() ? "case:id" : there("case:identity:id") ? "case:identity:id" : "case:number";
  auto stem = sample.name.substr(0, sample.name.find('.')).substr(0, 100);

  Mapping mapping;
  mapping.source = stem.empty() ? "log" : stem;
  FileMapping file;
  file.file = sample.name;
  file.format = "xes";
  file.encoding = sample.encoding;
  file.key.emplace();
  file.key->columns = {id, "event:number", "log:mark"};
  file.key->separator = "#";
  IdentityOf identity;
  identity.namespace_ = "case";
  identity.columns = {"log:mark", id == "case:id" ? "case:customer" : id};
  identity.separator = "/";
  identity.prefix = mapping.source + "/";   // case 1 of this log is not case 1 of another, whatever their files are called
  identity.verified = true;
  file.customer.identities.push_back(identity);
  file.customer.traits.list.emplace_back(std::string(every_member), column("case:*"));

  InteractionOf event;
  event.channel = constant("system");
  event.name_column = "concept:name";
  event.at = column("time:timestamp");
  event.direction = constant("none");
  event.actor.emplace();
  event.actor->kind = label("event:actor");
  event.actor->id = column("org:resource");
  event.conversation = column(id == "case:id" ? "event:conversation" : id);
  event.properties.list.emplace_back(std::string(every_member), column("*"));
  // What our own export told beside the standard's attributes comes back where it was.
  if (there("case:throughline:name")) file.customer.name = column("case:throughline:name");
  if (there("throughline:channel")) event.channel = label("throughline:channel", "system");
  if (there("throughline:direction")) event.direction = label("throughline:direction", "none");
  for (auto [name, field] : {std::pair{"throughline:topic", &event.topic}, {"throughline:subject", &event.subject}, {"throughline:text", &event.text}, {"throughline:sentiment", &event.sentiment}})
    if (there(name)) *field = column(name);
  if (there("throughline:language")) event.language = label("throughline:language");
  if (there("throughline:amount_minor") && there("throughline:currency")) {
    event.amount.emplace();
    event.amount->column = "throughline:amount_minor";
    event.amount->currency = label("throughline:currency");
    event.amount->minor = true;
  }
  file.interactions = with_scores(event, sample);
  mapping.files.push_back(std::move(file));
  return mapping;
}

}  // namespace channel::file::xes
