// The Segment HTTP tracking API: what websites, apps and servers report through Segment's own libraries. README.md here
// tells what becomes what.
//
// Threads: all functions from any thread; it keeps nothing between requests. An answer of success means durable.
#pragma once
#include <functional>
#include <optional>
#include <string_view>

#include "channel/append.h"
#include "channel/web/segment_event.h"
#include "channel/web/types.h"
#include "http/router.h"

namespace channel {

// Whose secret it is (access: Gate::by_key); nullopt: nobody's.
using Authenticate = std::function<std::optional<http::Caller>(std::string_view secret)>;

class WebChannel {
 public:
  WebChannel(Append append, Authenticate authenticate, WebRules rules = {})
      : append_(std::move(append)), authenticate_(std::move(authenticate)), rules_(std::move(rules)) {}

  // One call. Throws base::Error: invalid, unauthenticated, forbidden, overloaded.
  TrackAnswer receive(Call call, const http::Request& request) const;
  // Many calls: bad ones are told by position, the rest goes in.
  TrackAnswer receive_batch(const http::Request& request) const;
  // What analytics.js asks for before it starts; names this server as the place to send to. Throws not_found for a key
  // that nobody has.
  base::JsonObject settings(const http::Request& request, std::string_view write_key) const;

 private:
  http::Caller caller_of(const http::Request& request, const base::JsonObject& body) const;
  void store(const http::Caller& caller, std::vector<record::Heard> interactions) const;

  Append append_;
  Authenticate authenticate_;
  WebRules rules_;
};

// Adds /v1/…. All are open to other sites' pages and check the write key themselves, as it may stand in the body.
void add_routes(http::Router& router, const WebChannel& web);

}  // namespace channel
