#include "channel/file/xes/propose_log.h"

#include <algorithm>

namespace channel::file::xes {
namespace {

Label label(std::string column, std::string otherwise) {
  Label label;
  label.column = std::move(column);
  label.otherwise = Scalar{std::move(otherwise), ValueType::text};
  return label;
}

Label constant(std::string text) {
  Label label;
  label.value = Scalar{std::move(text), ValueType::text};
  return label;
}

}  // namespace

Mapping propose_log(const Sample& sample) {
  auto there = [&](std::string_view name) { return std::find(sample.columns.begin(), sample.columns.end(), name) != sample.columns.end(); };
  // The trace's name, where at least one of the first traces has one.
  auto named = std::any_of(sample.rows.begin(), sample.rows.end(), [&](const auto& row) {
    auto at = std::find(sample.columns.begin(), sample.columns.end(), "case:concept:name") - sample.columns.begin();
    return !row[static_cast<std::size_t>(at)].empty();
  });
  std::string id = named || sample.rows.empty() ? "case:concept:name" : there("case:identity:id") ? "case:identity:id" : "case:number";
  auto stem = sample.name.substr(0, sample.name.find('.')).substr(0, 100);

  Mapping mapping;
  mapping.source = stem.empty() ? "log" : stem;
  FileMapping file;
  file.file = sample.name;
  file.format = "xes";
  file.encoding = sample.encoding;
  file.key.emplace();
  file.key->columns = {id, "event:number"};
  file.key->separator = "#";
  IdentityOf identity;
  identity.namespace_ = "case";
  identity.column = id;
  identity.prefix = mapping.source + "/";   // case 1 of this log is not case 1 of another
  identity.verified = true;
  file.customer.identities.push_back(identity);
  file.customer.traits.list.emplace_back(std::string(every_member), column("case:*"));

  InteractionOf event;
  // What our own export told beside the standard's attributes comes back where it was.
  event.channel = there("throughline:channel") ? label("throughline:channel", "system") : constant("system");
  event.name_column = "concept:name";
  event.at = column("time:timestamp");
  event.direction = there("throughline:direction") ? label("throughline:direction", "none") : constant("none");
  event.actor.emplace();
  Label kind;
  kind.column = there("throughline:actor") ? "throughline:actor" : "event:actor";
  event.actor->kind = kind;
  event.actor->id = column("org:resource");
  event.conversation = column(there("throughline:conversation") ? "throughline:conversation" : id);
  for (auto [name, field] : {std::pair{"throughline:topic", &event.topic}, {"throughline:subject", &event.subject}, {"throughline:text", &event.text}, {"throughline:sentiment", &event.sentiment}})
    if (there(name)) *field = column(name);
  event.properties.list.emplace_back(std::string(every_member), column("*"));
  file.interactions.push_back(std::move(event));
  mapping.files.push_back(std::move(file));
  return mapping;
}

}  // namespace channel::file::xes
