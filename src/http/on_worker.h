// Work that may wait (a handler, the gate) runs on a worker; the connection goes on with its result. Private to http/.
#pragma once
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <type_traits>

namespace http {

// Runs `work` on a worker and comes back to this connection's own strand with the result; what it throws comes out here.
// Not co_spawn: it sends what is done through the workers' queue once more, behind all that wait for a worker.
template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work>> on_worker(boost::asio::thread_pool& workers, Work work) {
  namespace asio = boost::asio;
  using Result = std::invoke_result_t<Work>;
  auto begin = [&workers](auto handler, Work work) {
    auto strand = asio::prefer(asio::get_associated_executor(handler), asio::execution::outstanding_work.tracked);
    asio::post(workers, [strand, handler = std::move(handler), work = std::move(work)]() mutable {
      std::exception_ptr failure;
      Result result{};
      try {
        result = work();
      } catch (...) {
        failure = std::current_exception();
      }
      asio::dispatch(strand, [handler = std::move(handler), failure, result = std::move(result)]() mutable { handler(failure, std::move(result)); });
    });
  };
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>&, void(std::exception_ptr, Result)>(begin, asio::use_awaitable, std::move(work));
}

}  // namespace http
