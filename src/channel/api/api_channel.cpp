#include "channel/api/api_channel.h"

#include <algorithm>
#include <map>

#include "base/hash.h"
#include "base/ids.h"
#include "base/exact_json.h"
#include "base/text.h"

namespace channel {
namespace {

// Interactions of one source with the positions at which they were sent.
struct Part {
  record::Batch batch;
  std::vector<std::size_t> positions;
  std::future<std::vector<record::Receipt>> stored;
};

const base::JsonArray& interactions_in(const base::Json& body) {
  if (!body.is_object()) throw base::invalid("The body must be a JSON object.", "Send {\"interactions\": [ … ]}.");
  const auto& object = body.get_object();
  for (const auto& item : object)
    if (item.key() != "interactions") throw base::invalid("There is no \"" + std::string(item.key()) + "\" here.", "Known are: interactions.", std::string(item.key()));
  const auto* list = base::member(object, "interactions");
  if (!list || !list->is_array()) throw base::invalid("\"interactions\" must be a list.", "Send {\"interactions\": [ … ]}.", "interactions");
  if (list->get_array().size() > base::limits::batch_events)
    throw base::Error(base::ErrorCode::too_large, "A request holds at most " + std::to_string(base::limits::batch_events) + " interactions.", "Send them in parts.", "interactions");
  return list->get_array();
}

// What a key of scope write sends stands under its own name: it must not pass for another system, nor take the keys of
// what that one has yet to send.
std::string source_of(const SentInteraction& sent, const http::Caller& caller) {
  auto source = sent.source ? base::stored(*sent.source) : caller.name;
  if (caller.kind == http::Caller::Kind::key && caller.scope != "admin" && source != caller.name)
    throw base::invalid("This key sends as \"" + base::shown(caller.name, 60) + "\" and can't send as \"" + base::shown(source, 60) + "\".",
                        "Leave \"source\" out, name a key of scope write so, or use a key of scope admin.", "source");
  if (source.empty() || source.size() > base::limits::key_bytes)
    throw base::invalid("\"source\" must have 1 to " + std::to_string(base::limits::key_bytes) + " bytes.", "Leave it out to use the name of your key.", "source");
  return source;
}

}  // namespace

InteractionsAnswer ApiChannel::receive(std::string_view body, const http::Caller& caller, std::string_view idempotency_key, bool with_ids) const {
  if (idempotency_key.size() > base::limits::key_bytes / 2) throw base::invalid("The Idempotency-Key is too long.", "Use at most 256 bytes.", "Idempotency-Key");
  boost::json::monotonic_resource memory(base::first_piece(body.size()));
  const auto parsed = base::parse_exact(body, &memory, base::whole_body_depth);
  const auto& sent = interactions_in(parsed);

  InteractionsAnswer answer;
  std::map<std::string, Part> parts;
  for (std::size_t position = 0; position < sent.size(); ++position) {
    try {
      base::check_depth(sent[position]);
      auto one = base::from_json<SentInteraction>(sent[position]);
      const auto source = source_of(one, caller);
      auto heard = translate(std::move(one), region_);
      if (heard.source_key.empty()) heard.source_key = idempotency_key.empty() ? base::random_token(16) : std::string(idempotency_key) + "#" + std::to_string(position);
      record::check(heard);
      auto& part = parts[source];
      if (part.positions.empty()) part.batch.interactions.reserve(sent.size() - position);
      part.batch.interactions.push_back(std::move(heard));
      part.positions.push_back(position);
    } catch (const base::Error& error) {
      answer.rejected.push_back(rejected(position, error));
    }
  }

  // All are queued before any is waited for: they become durable together.
  for (auto& [source, part] : parts) {
    part.batch.source = source;
    part.stored = append_(std::move(part.batch));
  }
  if (with_ids) answer.ids.emplace();
  for (auto& [source, part] : parts) {
    const auto receipts = part.stored.get();
    for (std::size_t i = 0; i < receipts.size(); ++i) {
      const bool added = receipts[i].outcome == record::Receipt::Outcome::added;
      ++(added ? answer.accepted : answer.repeated);
      if (added && with_ids) answer.ids->push_back({static_cast<std::int64_t>(part.positions[i]), base::show_id('i', receipts[i].id)});
    }
  }
  if (with_ids) std::sort(answer.ids->begin(), answer.ids->end(), [](const auto& a, const auto& b) { return a.position < b.position; });
  return answer;
}

}  // namespace channel
