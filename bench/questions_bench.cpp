// Questions while interactions stream in: how many funnels of five steps a second a server answers to a hundred people who
// ask all the time, what ingest keeps of its rate beside them, and how much later than the log an answer is.
//
//   build/bench/questions_bench [--customers=100000] [--interactions=5000000] [--asking=100] [--connections=16] [--seconds=20]
#include <atomic>
#include <exception>
#include <functional>
#include <mutex>
#include <random>

#include "base/json.h"
#include "load.h"
#include "measure.h"
#include "program.h"

namespace bench {
namespace {

std::string post(const std::string& path, const std::string& key, const std::string& body) {
  return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key + "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

// The commonest activities in a funnel of a quarter: most customers have the first, so most sequences are walked.
std::string funnel_of(unsigned short port, const std::string& key, std::size_t steps) {
  Connection connection(port);
  if (connection.ask("GET /api/activities HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key + "\r\n\r\n") != 200) throw std::runtime_error("no activities: " + std::string(connection.body()));
  auto heard = base::parse_json(connection.body()).as_object();
  std::vector<std::pair<std::int64_t, base::JsonObject>> activities;
  for (const auto& item : heard.at("items").as_array()) {
    const auto& one = item.as_object();
    activities.push_back({one.at("interactions").to_number<std::int64_t>(), {{"channel", one.at("channel")}, {"name", one.at("name")}}});
  }
  std::sort(activities.begin(), activities.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  base::JsonArray named;
  for (std::size_t i = 0; i < std::min(steps, activities.size()); ++i) named.push_back(activities[i].second);
  return base::json_text(base::JsonObject{{"steps", named}, {"within", "90d"}});
}

struct Answer {
  Clock::time_point at;
  double milliseconds = 0, computed = 0;   // from question to answer; of that in the engine
  std::int64_t position = 0;         // of the log: everything up to there is in it
};
struct Asked {
  std::vector<Answer> answers;
  std::int64_t refused = 0;
  double seconds = 0;
};

// So many people, each with the next question as soon as the last one is answered, while `meanwhile` runs.
Asked ask_meanwhile(unsigned short port, const std::string& request, std::int64_t people, const std::function<void()>& meanwhile) {
  Asked all;
  std::mutex guard;
  std::exception_ptr failure;
  std::atomic<bool> over{false};
  std::vector<std::thread> threads;
  auto start = Clock::now();
  for (std::int64_t n = 0; n < people; ++n) {
    threads.emplace_back([&] {
      Asked mine;
      try {
        Connection connection(port);
        while (!over) {
          auto sent = Clock::now();
          auto status = connection.ask(request);
          if (status == 200) {
            auto told = base::parse_json(connection.body()).as_object();
            mine.answers.push_back({Clock::now(), seconds_since(sent) * 1000, told.at("elapsed_ms").to_number<double>(), told.at("position").to_number<std::int64_t>()});
          } else if (status == 429 || status == 503) {
            ++mine.refused;
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
          } else {
            throw std::runtime_error("a question was answered " + std::to_string(status) + ": " + std::string(connection.body().substr(0, 300)));
          }
        }
      } catch (...) {
        std::lock_guard lock(guard);
        failure = std::current_exception();
      }
      std::lock_guard lock(guard);
      all.answers.insert(all.answers.end(), mine.answers.begin(), mine.answers.end());
      all.refused += mine.refused;
    });
  }
  try {
    meanwhile();
  } catch (...) {
    std::lock_guard lock(guard);
    failure = std::current_exception();
  }
  all.seconds = seconds_since(start);
  over = true;
  for (auto& thread : threads) thread.join();
  if (failure) std::rethrow_exception(failure);
  return all;
}

// When which position of the log was acknowledged, in order.
using Marks = std::vector<std::pair<Clock::time_point, std::int64_t>>;

// One interaction after the other, until `over`.
Marks mark(unsigned short port, const std::string& write, const std::atomic<bool>& over) {
  Marks marks;
  Connection connection(port);
  while (!over) {
    auto number = std::to_string(marks.size()) + "-" + std::to_string(Clock::now().time_since_epoch().count());
    auto told = connection.ask(post("/api/interactions?ids=true", write, R"({"interactions": [{"source_key": ")" + number + R"(", "at": ")" + base::to_string(base::now()) +
                                                                             R"(", "channel": "web", "name": "Marked", "identities": [{"namespace": "user_id", "value": "marker"}]}]})"));
    auto at = Clock::now();
    auto answer = told == 200 ? base::parse_json(connection.body()).as_object() : base::JsonObject();
    if (answer["ids"].is_array() && !answer["ids"].as_array().empty()) marks.push_back({at, std::stoll(std::string(answer["ids"].as_array()[0].as_object().at("id").as_string()).substr(1))});   // "i81" stands at 81
    else throw std::runtime_error("a mark was answered " + std::to_string(told) + ": " + std::string(connection.body().substr(0, 300)));
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return marks;
}

// How long ago what an answer does not know yet was acknowledged, when the answer came.
std::vector<double> ages(const std::vector<Answer>& answers, const Marks& marks) {
  std::vector<double> milliseconds;
  for (const auto& answer : answers) {
    auto unknown = std::upper_bound(marks.begin(), marks.end(), answer.position, [](std::int64_t position, const auto& mark) { return position < mark.second; });
    milliseconds.push_back(unknown == marks.end() || unknown->first > answer.at ? 0 : std::chrono::duration<double, std::milli>(answer.at - unknown->first).count());
  }
  return milliseconds;
}

void tell_asked(Report& report, const Asked& asked) {
  std::vector<double> milliseconds, computed;
  for (const auto& answer : asked.answers) milliseconds.push_back(answer.milliseconds), computed.push_back(answer.computed);
  report.add("  questions answered", static_cast<double>(asked.answers.size()) / asked.seconds, "1/s", 1);
  report.add("  a question took, median", percentile(milliseconds, 0.5), "ms", 1);
  report.add("  99 of 100 at most", percentile(milliseconds, 0.99), "ms");
  report.add("  of that in the engine, median", percentile(computed, 0.5), "ms", 1);
  if (asked.refused) report.add("  refused for overload", static_cast<double>(asked.refused), "");
}

int bench(int argc, char** argv) {
  auto customers = option(argc, argv, "customers", 100'000), interactions = option(argc, argv, "interactions", customers * 50);
  auto asking = option(argc, argv, "asking", 100), connections = option(argc, argv, "connections", 16), seconds = option(argc, argv, "seconds", 20);
  Folder folder("questions-bench");
  auto company = folder.path() / "company", data = folder.path() / "data";
  Report report("questions beside ingest: " + grouped(static_cast<double>(interactions)) + " interactions, " + std::to_string(asking) + " people asking, " + std::to_string(connections) + " connections sending");
  run({"--log-level", "error", "simulate", "--out", company.string(), "--customers", std::to_string(customers), "--interactions", std::to_string(interactions)});
  run({"--data", data.string(), "--log-level", "error", "import", company.string(), "--map", (company / "map.toml").string()});
  std::filesystem::remove_all(company);
  auto key_of = [&](const char* scope) {
    auto key = run({"--data", data.string(), "--log-level", "error", "key", "add", scope, "--scope", scope}).output;
    key.resize(key.find('\n'));
    return key;
  };
  auto write = key_of("write"), read = key_of("read");

  Server server(data);
  auto question = post("/api/questions/funnel", read, funnel_of(server.port(), read, 5));
  Connection first(server.port());
  while (first.ask(question) == 503) std::this_thread::sleep_for(std::chrono::milliseconds(100));   // the index is being made
  auto sent = load(server.port(), write, connections, seconds, customers).next;   // its people are new only once
  // Load for some seconds while so many ask; tells both rates.
  auto together = [&](std::int64_t people) {
    std::atomic<bool> over{false};
    std::exception_ptr failure;
    Marks marks;
    std::thread marking([&] {
      try {
        marks = mark(server.port(), write, over);
      } catch (...) {
        failure = std::current_exception();
      }
    });
    Load done;
    auto asked = ask_meanwhile(server.port(), question, people, [&] {
      done = load(server.port(), write, connections, seconds, customers, sent);
      sent = done.next;
      over = true;
      marking.join();
    });
    if (failure) std::rethrow_exception(failure);
    auto rate = static_cast<double>(done.acknowledged) / done.seconds;
    report.add("ingest beside " + std::to_string(people) + " asking", rate, "events/s");
    if (people == 0) return rate;
    tell_asked(report, asked);
    auto old = ages(asked.answers, marks);
    report.add("  what an answer does not know yet came before it by, median", percentile(old, 0.5), "ms");
    report.below("  the longest", percentile(old, 1), "ms", 1000);
    return rate;
  };
  for (auto people : {std::int64_t(1), asking}) {
    auto asked = ask_meanwhile(server.port(), question, people, [&] { std::this_thread::sleep_for(std::chrono::seconds(people == 1 ? 3 : seconds)); });
    report.add("nothing coming in, asking: " + std::to_string(people), static_cast<double>(people), "");
    tell_asked(report, asked);
  }
  auto alone = together(0);
  together(1);
  auto beside = together(asking);
  report.add("share that ingest keeps beside " + std::to_string(asking), beside / alone, "", 2);
  report.add("server, most memory", server.memory_mb("VmHWM"), "MB");
  report.save();
  return 0;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) { return bench::run_bench(bench::bench, argc, argv); }
