#include "channel/api/api_channel.h"
#include "base/exact_json.h"

namespace channel {
namespace {

std::string object_text(const std::optional<base::JsonObject>& object) {
  std::string text;
  if (object && !object->empty()) base::append_json(text, *object);
  return text;
}

record::Claim claim_of(const SentIdentity& sent, std::size_t index, std::string_view region) {
  try {
    return record::claim(sent.namespace_, sent.value, sent.verified.value_or(record::strength_of(sent.namespace_) == record::Strength::account), region);
  } catch (base::Error& error) {
    error.field = "identities[" + std::to_string(index) + "]." + (error.field == "namespace" ? "namespace" : "value");
    throw;
  }
}

std::string or_empty(std::optional<std::string>& text) { return text ? std::move(*text) : std::string(); }

}  // namespace

record::Heard translate(SentInteraction sent, std::string_view region) {
  if (sent.identities.size() > base::limits::identities_per_event)
    throw base::invalid("An interaction has at most " + std::to_string(base::limits::identities_per_event) + " identities.", "Send those that tell best who it was.", "identities");
  record::Heard heard;
  heard.identities.reserve(sent.identities.size());
  for (std::size_t i = 0; i < sent.identities.size(); ++i) heard.identities.push_back(claim_of(sent.identities[i], i, region));
  heard.at = sent.at;
  heard.channel = std::move(sent.channel);
  heard.name = std::move(sent.name);
  heard.direction = sent.direction.value_or(record::Direction::in);
  heard.actor = heard.direction == record::Direction::out ? record::ActorKind::system : record::ActorKind::customer;
  if (sent.actor) {
    heard.actor = sent.actor->kind;
    heard.actor_id = or_empty(sent.actor->id);
  }
  heard.conversation = or_empty(sent.conversation);
  heard.topic = or_empty(sent.topic);
  if (sent.score) heard.score = {sent.score->kind, sent.score->value};
  heard.sentiment = sent.sentiment;
  if (sent.amount) heard.amount = {sent.amount->minor, std::move(sent.amount->currency)};
  heard.subject = or_empty(sent.subject);
  heard.text = or_empty(sent.text);
  heard.language = or_empty(sent.language);
  heard.properties = object_text(sent.properties);
  heard.source_key = or_empty(sent.source_key);
  if (sent.customer) {
    heard.person_name = or_empty(sent.customer->name);
    heard.traits = object_text(sent.customer->traits);
  }
  return heard;
}

}  // namespace channel
