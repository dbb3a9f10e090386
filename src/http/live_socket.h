// One open page's WebSocket: an upgraded connection that is told of changes until either side ends it. Before each message
// the gate is asked anew, so that whoever was signed out, disabled or limited is told nothing more. Private to http/.
#pragma once
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "http/connection.h"
#include "http/live.h"

namespace http {

// Whether this is the route of live news, asked as a WebSocket.
bool asks_for_socket(const Router::Match& match, const Request& request);

using Upgrade = boost::beast::http::request<boost::beast::http::buffer_body>;
// Serves until the end. `request` is kept: the gate is asked with it again and again.
boost::asio::awaitable<void> serve_live(boost::beast::tcp_stream stream, Upgrade upgrade, const Route& route, Request request, std::shared_ptr<LiveHub::Seat> seat, Desk& desk,
                                        boost::asio::thread_pool& workers);

}  // namespace http
