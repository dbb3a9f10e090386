// POST /api/interactions: whatever a company's own systems know of, in our own words. README.md here tells the rules.
//
// Threads: all functions from any thread; it keeps nothing between requests. An answer means durable.
#pragma once
#include "channel/api/types.h"
#include "channel/append.h"
#include "http/router.h"

namespace channel {

// One interaction as it was sent, as the record takes it, not yet checked. Throws base::Error(invalid), field named. `region`
// (ISO 3166) reads phone numbers without a country code. A missing source_key stays empty. Pure.
record::Heard translate(SentInteraction sent, std::string_view region);

class ApiChannel {
 public:
  ApiChannel(Append append, std::string default_region) : append_(std::move(append)), region_(std::move(default_region)) {}

  // `caller` names the source of interactions that name none; a key of scope write speaks for no other. `idempotency_key`, when not empty, makes the keys of those
  // that bring none, so that a request sent again is stored once. Throws base::Error: invalid, too_large, overloaded.
  InteractionsAnswer receive(std::string_view body, const http::Caller& caller, std::string_view idempotency_key, bool with_ids) const;

 private:
  Append append_;
  std::string region_;
};

void add_routes(http::Router& router, const ApiChannel& api);

}  // namespace channel
