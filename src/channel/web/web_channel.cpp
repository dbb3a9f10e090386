#include "channel/web/web_channel.h"

#include "access/rules.h"
#include "base/exact_json.h"
#include "channel/web/write_key.h"

namespace channel {
namespace {

constexpr auto permission = "track";

// A request parsed into memory that is given back at once.
class Body {
 public:
  explicit Body(const http::Request& request, std::size_t depth = base::limits::json_depth) : memory_(base::first_piece(request.body.size())), value_(base::parse_exact(request.body, &memory_, depth)) {
    if (!value_.is_object()) throw base::invalid("The body must be a JSON object.", "Send what the Segment HTTP tracking API describes.");
  }
  const base::JsonObject& object() const { return value_.get_object(); }

 private:
  boost::json::monotonic_resource memory_;
  base::Json value_;
};

// A key of scope write may stand in a web page, where anybody reads it.
bool is_secret(const http::Caller& caller) { return caller.scope == "admin"; }

}  // namespace

http::Caller WebChannel::caller_of(const http::Request& request, const base::JsonObject& body) const {
  bool any = false;
  for (const auto& key : write_keys_of(request, body)) {
    any = true;
    auto caller = authenticate_(key);
    if (!caller) continue;
    rights::allow(*caller, permission);
    return *caller;
  }
  throw base::Error(base::ErrorCode::unauthenticated, any ? "There is no such write key." : "A write key is missing.",
                    "Send the write key as user of Basic authentication, or as \"writeKey\" in the body.");
}

void WebChannel::store(const http::Caller& caller, std::vector<record::Heard> interactions) const {
  if (interactions.empty()) return;
  append_({.source = caller.name, .interactions = std::move(interactions)}).get();
}

TrackAnswer WebChannel::receive(Call call, const http::Request& request) const {
  Envelope envelope{.received_at = base::now()};
  const Body body(request);
  const auto caller = caller_of(request, body.object());
  envelope.proven = is_secret(caller);
  std::vector<record::Heard> one;
  one.push_back(translate(call, body.object(), envelope, rules_));
  store(caller, std::move(one));
  return {};
}

TrackAnswer WebChannel::receive_batch(const http::Request& request) const {
  Envelope envelope{.received_at = base::now()};
  const Body body(request, base::whole_body_depth);
  const auto caller = caller_of(request, body.object());
  envelope.proven = is_secret(caller);
  const auto* list = base::member(body.object(), "batch");
  if (!list || !list->is_array()) throw base::invalid("\"batch\" must be a list of events.", "Send {\"batch\": [ … ]}.", "batch");
  const auto& events = list->get_array();
  if (events.size() > base::limits::batch_events)
    throw base::Error(base::ErrorCode::too_large, "A batch holds at most " + std::to_string(base::limits::batch_events) + " events.", "Send it in parts.", "batch");
  envelope.sent_at = sent_at_of(body.object());
  envelope.context = base::object_in(body.object(), "context");
  if (const auto* context = base::member(body.object(), "context")) base::check_depth(*context, "context");

  std::vector<record::Heard> good;
  good.reserve(events.size());
  std::vector<Rejected> bad;
  for (std::size_t position = 0; position < events.size(); ++position) {
    try {
      base::check_depth(events[position]);
      if (!events[position].is_object()) throw base::invalid("An event must be an object.", "Send {\"type\": \"track\", … }.");
      const auto& event = events[position].get_object();
      good.push_back(translate(call_of(event), event, envelope, rules_));
    } catch (const base::Error& error) {
      bad.push_back(rejected(position, error));
    }
  }
  store(caller, std::move(good));
  return {.success = true, .rejected = bad.empty() ? std::nullopt : std::optional(std::move(bad))};
}

base::JsonObject WebChannel::settings(const http::Request& request, std::string_view write_key) const {
  const auto caller = authenticate_(write_key);
  if (!caller) throw base::not_found("There is no such write key.", "Make one with `throughline key add NAME --scope write`.");
  rights::allow(*caller, permission);
  const auto protocol = request.secure ? "https" : "http";
  const auto api = std::string(request.header("host")) + "/v1";
  const base::JsonObject everything{{"__default", base::JsonObject{{"enabled", true}, {"integrations", base::JsonObject{}}}}};
  return {
      {"integrations", base::JsonObject{{"Segment.io", base::JsonObject{{"apiKey", write_key}, {"apiHost", api}, {"protocol", protocol},
                                                                          {"unbundledIntegrations", base::JsonArray{}}, {"addBundledMetadata", true}}}}},
      {"plan", base::JsonObject{{"track", everything}, {"identify", everything}, {"group", everything}}},
      {"edgeFunction", base::JsonObject{}},
      {"analyticsNextEnabled", true},
      {"middlewareSettings", base::JsonObject{}},
      {"enabledMiddleware", base::JsonObject{}},
      {"remotePlugins", base::JsonArray{}},
      {"legacyVideoPluginsEnabled", false},
      // The library would report on itself otherwise; nobody here reads that.
      {"metrics", base::JsonObject{{"sampleRate", 0}, {"host", api}}},
  };
}

}  // namespace channel
