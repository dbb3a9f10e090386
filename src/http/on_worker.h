// Work that may wait (a handler, the gate) runs on a worker; the connection goes on with its result. Private to http/.
#pragma once
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <type_traits>

namespace http {

// Runs `work` on a worker and comes back to this connection's own strand with the result.
template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work>> on_worker(boost::asio::thread_pool& workers, Work work) {
  co_return co_await boost::asio::co_spawn(workers, [work = std::move(work)]() mutable -> boost::asio::awaitable<std::invoke_result_t<Work>> { co_return work(); }, boost::asio::use_awaitable);
}

}  // namespace http
