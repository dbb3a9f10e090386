// Idempotency-Key: the first answer again, and the work once; twins, other bodies, other callers, faults and expiry.
#include "http/idempotency.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "base/log.h"
#include "support/temp_folder.h"

namespace http {
namespace {

class Idempotent : public testing::Test {
 protected:
  Idempotent() : database(store::Database::open(folder)) {
    base::log::set_level("error");
    database->migrate({idempotency_migrations()});
    all = std::make_unique<Idempotency>(*database);
    route.method = Method::POST;
    route.name = {.pattern = "/api/things", .permission = "things.write"};
    route.body = BodyKind::memory;
  }
  ~Idempotent() override { base::set_now(std::nullopt); }

  Request request(std::string key, std::string body = "{}", std::int64_t caller = 1) const {
    Request one{.method = Method::POST, .path = "/api/things", .headers = {{"idempotency-key", std::move(key)}}, .body = std::move(body)};
    one.caller = {.kind = Caller::Kind::key, .id = caller};
    return one;
  }
  // Counts, and answers with the count.
  Response ask(const Request& request) {
    return all->answer(route, request, [&](const Request&) { return Response::json(201, base::JsonObject{{"done", ++done}}); });
  }
  static bool replayed(const Response& response) {
    for (const auto& [name, value] : response.headers)
      if (name == "Idempotency-Replayed") return value == "true";
    return false;
  }
  base::ErrorCode refused(const Request& request) {
    try {
      ask(request);
    } catch (const base::Error& error) {
      EXPECT_FALSE(error.hint.empty());
      return error.code;
    }
    ADD_FAILURE() << "not refused";
    return {};
  }

  support::TempFolder folder;
  std::unique_ptr<store::Database> database;
  std::unique_ptr<Idempotency> all;
  Route route;
  int done = 0;
};

TEST_F(Idempotent, the_first_answer_is_given_again_and_the_work_is_done_once) {
  auto first = ask(request("a"));
  for (int n = 0; n < 3; ++n) {
    auto again = ask(request("a"));
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_TRUE(replayed(again));
  }
  EXPECT_FALSE(replayed(first));
  EXPECT_EQ(done, 1);
  all = std::make_unique<Idempotency>(*database);   // also after a new start
  EXPECT_EQ(ask(request("a")).body, first.body);
  EXPECT_EQ(done, 1);
}

TEST_F(Idempotent, another_body_under_the_same_key_is_refused) {
  ask(request("a"));
  EXPECT_EQ(refused(request("a", "{\"x\":1}")), base::ErrorCode::conflict);
  EXPECT_EQ(done, 1);
}

TEST_F(Idempotent, keys_are_each_callers_own_and_each_routes) {
  ask(request("a", "{}", 1));
  ask(request("a", "{}", 2));
  EXPECT_EQ(done, 2);
  route.name.pattern = "/api/others";
  auto other = request("a");
  other.path = "/api/others";
  ask(other);
  EXPECT_EQ(done, 3);
}

TEST_F(Idempotent, a_twin_at_the_same_time_is_refused_and_leaves_nothing) {
  std::promise<void> inside, go;
  auto first = std::async(std::launch::async, [&] {
    return all->answer(route, request("a"), [&](const Request&) {
      inside.set_value();
      go.get_future().wait();
      ++done;
      return Response::json(201, base::JsonObject{{"first", true}});
    });
  });
  inside.get_future().wait();
  EXPECT_EQ(refused(request("a")), base::ErrorCode::conflict);
  go.set_value();
  auto answer = first.get();
  EXPECT_EQ(ask(request("a")).body, answer.body);
  EXPECT_EQ(done, 1);
}

TEST_F(Idempotent, of_many_twins_one_works) {
  std::atomic<int> worked{0}, refusals{0};
  std::vector<std::future<void>> twins;
  for (int n = 0; n < 16; ++n)
    twins.push_back(std::async(std::launch::async, [&] {
      try {
        all->answer(route, request("a"), [&](const Request&) { return Response::json(201, base::JsonObject{{"n", ++worked}}); });
      } catch (const base::Error&) {
        ++refusals;
      }
    }));
  for (auto& twin : twins) twin.get();
  EXPECT_EQ(worked, 1);
  EXPECT_LT(refusals, 16);
}

// As a kill between the work and its answer: what is thrown here ends the request without any word.
TEST_F(Idempotent, cut_off_between_work_and_answer_nothing_is_done_a_second_time) {
  struct Killed {};
  EXPECT_THROW(all->answer(route, request("a"), [&](const Request&) -> Response { ++done; throw Killed(); }), Killed);
  for (int n = 0; n < 2; ++n) {
    EXPECT_EQ(refused(request("a")), base::ErrorCode::conflict);
    all = std::make_unique<Idempotency>(*database);   // also after a new start, and on another node
  }
  EXPECT_EQ(done, 1);
  ask(request("b"));
  EXPECT_EQ(done, 2);
}

TEST_F(Idempotent, what_another_node_is_at_is_not_done_here) {
  Idempotency other(*database);
  std::promise<void> begun, go;
  auto first = std::async(std::launch::async, [&] {
    return all->answer(route, request("a"), [&](const Request&) {
      begun.set_value();
      go.get_future().wait();
      return Response::json(201, base::JsonObject{{"done", ++done}});
    });
  });
  begun.get_future().wait();
  EXPECT_THROW(other.answer(route, request("a"), [&](const Request&) { ++done; return Response::empty(201); }), base::Error);
  go.set_value();
  EXPECT_EQ(first.get().status, 201);
  EXPECT_EQ(other.answer(route, request("a"), [&](const Request&) { ++done; return Response::empty(201); }).body, "{\"done\":1}");
  EXPECT_EQ(done, 1);
}

TEST_F(Idempotent, a_refusal_is_not_kept_and_a_fault_of_ours_is) {
  for (auto code : {base::ErrorCode::invalid, base::ErrorCode::conflict, base::ErrorCode::unavailable, base::ErrorCode::overloaded}) {
    EXPECT_THROW(all->answer(route, request("a"), [&](const Request&) -> Response { throw base::Error(code, "no"); }), base::Error);
  }
  EXPECT_EQ(ask(request("a")).status, 201) << "nothing was kept of the refusals";
  auto fault = all->answer(route, request("b"), [](const Request&) -> Response { throw std::runtime_error("half done"); });
  EXPECT_EQ(fault.status, 500);
  EXPECT_EQ(fault.body.find("half done"), std::string::npos) << "what went wrong inside stays inside";
  auto again = ask(request("b"));
  EXPECT_EQ(again.status, 500);
  EXPECT_TRUE(replayed(again));
  EXPECT_EQ(done, 1);
}

TEST_F(Idempotent, a_key_is_kept_for_two_days_whatever_the_clock_does_meanwhile) {
  base::Time start{1'780'000'000 * base::second};
  base::set_now(start);
  ask(request("a"));
  for (std::int64_t hours : {1, 24, 47, -24, 0, 30}) {
    base::set_now(base::Time{start.micros + hours * 3600 * base::second});
    EXPECT_TRUE(replayed(ask(request("a")))) << hours;
  }
  base::set_now(base::Time{start.micros + 49 * 3600 * base::second});
  EXPECT_FALSE(replayed(ask(request("a"))));
  EXPECT_EQ(done, 2);
}

TEST_F(Idempotent, no_key_no_memory_and_a_key_too_long_is_refused) {
  ask(request(""));
  ask(request(""));
  EXPECT_EQ(done, 2);
  EXPECT_EQ(refused(request(std::string(256, 'k'))), base::ErrorCode::invalid);
}

}  // namespace
}  // namespace http
