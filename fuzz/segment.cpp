// Bodies of the tracking API, one call and many, and of POST /api/interactions: what comes out of them is checked.
#include "base/limits.h"
#include "channel/api/api_channel.h"
#include "channel/web/web_channel.h"
#include "target.h"

namespace {

std::future<std::vector<record::Receipt>> append(record::Batch batch) {
  for (auto& heard : batch.interactions) {
    fuzz::insist(!heard.identities.empty() && heard.identities.size() <= base::limits::identities_per_event, "an interaction has its identifiers");
    fuzz::insist(!heard.name.empty() && heard.name.size() <= base::limits::key_bytes && !heard.source_key.empty(), "an interaction has a name and a key");
    fuzz::insist(heard.properties.size() <= base::limits::event_bytes && heard.traits.size() <= base::limits::traits_bytes, "properties and traits keep to their limits");
    for (const auto* text : {&heard.properties, &heard.traits})
      if (!text->empty()) fuzz::insist(base::parse_json(*text).is_object(), "properties and traits are JSON objects");
  }
  std::promise<std::vector<record::Receipt>> done;
  done.set_value(std::vector<record::Receipt>(batch.interactions.size()));
  return done.get_future();
}

http::Caller writer() { return {.kind = http::Caller::Kind::key, .id = 1, .name = "site", .scope = "write"}; }

void segment(std::string_view bytes) {
  static const channel::WebChannel web(append, [](std::string_view) { return std::optional(writer()); });
  static const channel::ApiChannel api(append, "CN");
  if (bytes.empty()) return;
  http::Request request{.method = http::Method::POST, .body = std::string(bytes.substr(1)), .caller = writer()};
  auto which = static_cast<unsigned char>(bytes[0]) % 8;
  if (which == 7) api.receive(request.body, request.caller, "key", true);
  else if (which == 6) web.receive_batch(request);
  else web.receive(static_cast<channel::Call>(which), request);
}

fuzz::Target target("segment", segment);

}  // namespace
