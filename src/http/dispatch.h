// From a request to its answer: route, caller, handler, errors, headers that every answer has. Knows no sockets, so that
// tests ask it directly.
#pragma once
#include "http/assets.h"
#include "http/connection.h"

namespace http {

// Splits a request's target into path and query, decoded once; throws Error(invalid) for what is not well formed.
void read_target(std::string_view target, Request& request);

// The whole answer. Never throws.
Response dispatch(Desk& desk, const Router::Match& match, Request& request);

// The headers that every answer has, also one that was refused before there was a route.
void add_standing_headers(const Desk& desk, const Route* route, const Request& request, Response& response);

// A file of the page; index.html for the page's own addresses. nullopt for paths that are not the page's.
std::optional<Response> page_answer(const std::vector<Asset>& assets, const Request& request);

// Unpacks a gzip body, within limits; throws Error(too_large) or Error(invalid).
std::string inflate(std::string_view packed);

}  // namespace http
