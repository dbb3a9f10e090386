// A live server with a small router, asked over sockets.
#include "http/server.h"

#include <gtest/gtest.h>

#include <fstream>
#include <semaphore>

#include "base/limits.h"
#include "http/wire.h"
#include "support/temp_folder.h"

namespace http {
namespace {

struct Note {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Note, (), (text))

class Live : public testing::Test {
 protected:
  Live() {
    router.post<Note, Note>({"/api/notes", "open", "A note"}, [](const Request&, const Note& note) { return note; });
    router.get<NoQuery, Note>({"/api/notes/{id}", "open", "A note"}, [](const Request& request, const NoQuery&) { return Note{request.parameter("id")}; });
    router.remove<NoQuery, NoAnswer>({"/api/notes/{id}", "open", "No note"}, [](const Request&, const NoQuery&) { return NoAnswer{}; });
    add(Method::GET, "/api/broken", [](const Request&) -> Response { throw std::runtime_error("secret of the house"); });
    add(Method::GET, "/api/closed", [](const Request&) -> Response { return Response::empty(200); });
    add(Method::GET, "/api/split", [](const Request&) { return Response::text(200, "text/plain", "x").with("X-Bad", "a\r\nSet-Cookie: evil=1").with("X-Good", "b"); });
    add(Method::GET, "/api/stream", [](const Request&) {
      Response response;
      response.stream = [n = 0](std::string& piece) mutable { if (n < 50) piece = "piece " + std::to_string(n++) + "\n"; };
      return response;
    });
    add(Method::GET, "/api/breaks-off", [](const Request&) {
      Response response;
      response.stream = [n = 0](std::string& piece) mutable {
        piece = "piece";
        if (++n > 3) throw std::runtime_error("the disk went");
      };
      return response;
    });
    Route upload{.method = Method::POST, .name = {"/api/uploads", "open", "A file"}, .body = BodyKind::file};
    upload.handler = [this](const Request& request) {
      std::ifstream file(request.body_file, std::ios::binary);
      uploaded.assign(std::istreambuf_iterator<char>(file), {});
      spooled = request.body_file;
      return Response::text(201, "text/plain", std::to_string(request.body_bytes));
    };
    router.raw(upload);
    Route track{.method = Method::POST, .name = {"/v1/track", "open", "An event"}, .body = BodyKind::memory, .cross_origin = true};
    track.handler = [](const Request& request) { return Response::text(200, "text/plain", request.body); };
    router.raw(track);
    server = std::make_unique<Server>(ServerOptions{.port = 0, .spool = folder.path(), .readers = 1, .workers = 4}, router, [](const Route& route, const Request&) {
      if (route.name.pattern == "/api/closed") throw base::Error(base::ErrorCode::forbidden, "Not for you.");
      return Caller{};
    }, nullptr);
    server->start();
  }
  void add(Method method, std::string pattern, Handler handler) { router.raw({.method = method, .name = {std::move(pattern), "open", ""}, .handler = std::move(handler)}); }

  Answer ask(const std::string& bytes) { return Wire(server->port()).ask(bytes); }
  Answer get(const std::string& path) { return ask("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n"); }
  static std::string post(const std::string& path, const std::string& body, const std::string& more = "") {
    return "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + more + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  static void expect_problem(const Answer& answer, int status) {
    EXPECT_EQ(answer.status, status) << answer.body;
    EXPECT_EQ(answer.headers.count("content-type") ? answer.headers.at("content-type") : "", "application/problem+json");
    if (answer.status) EXPECT_EQ(base::parse_json(answer.body).at("status").as_int64(), status);
  }
  bool spool_is_empty() { return std::filesystem::is_empty(folder.path()); }

  support::TempFolder folder;
  Router router;
  std::string uploaded;
  std::filesystem::path spooled;
  std::unique_ptr<Server> server;
};

TEST_F(Live, AnswersManyRequestsOnOneConnection) {
  Wire wire(server->port());
  for (int n = 0; n < 20; ++n) {
    auto answer = wire.ask("GET /api/notes/n" + std::to_string(n) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(answer.body, "{\"text\":\"n" + std::to_string(n) + "\"}");
    EXPECT_EQ(answer.headers["x-content-type-options"], "nosniff");
    EXPECT_EQ(answer.headers["cache-control"], "no-store");
  }
  wire.send("GET /api/notes/a HTTP/1.1\r\nHost: x\r\n\r\nGET /api/notes/b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");   // both at once
  EXPECT_EQ(wire.answer().body, "{\"text\":\"a\"}");
  EXPECT_EQ(wire.answer().body, "{\"text\":\"b\"}");
  EXPECT_TRUE(wire.ended());
}
TEST_F(Live, WhatIsDoneIsNotBehindWhatWaitsForAWorker) {
  std::binary_semaphore begun(0), first(0);
  std::counting_semaphore<8> others(0);
  add(Method::GET, "/api/first", [&](const Request&) {
    begun.release();
    first.acquire();
    return Response::empty(200);
  });
  add(Method::GET, "/api/other", [&](const Request&) {
    others.acquire();
    return Response::empty(200);
  });
  Wire wire(server->port());
  wire.send("GET /api/first HTTP/1.1\r\nHost: x\r\n\r\n");
  begun.acquire();
  std::vector<std::unique_ptr<Wire>> wires;   // more than there are workers
  for (int n = 0; n < 8; ++n) wires.emplace_back(std::make_unique<Wire>(server->port()))->send("GET /api/other HTTP/1.1\r\nHost: x\r\n\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(100));   // until they wait; else this shows nothing
  first.release();
  EXPECT_EQ(wire.answer().status, 200);
  others.release(8);
  for (auto& one : wires) EXPECT_EQ(one->answer().status, 200);
}
TEST_F(Live, HeadIsGetWithoutABody) {
  Wire wire(server->port());
  auto answer = wire.ask("HEAD /api/notes/abc HTTP/1.1\r\nHost: x\r\n\r\n", true);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers["content-length"], "14");
  EXPECT_EQ(wire.ask("GET /api/notes/abc HTTP/1.1\r\nHost: x\r\n\r\n").body, "{\"text\":\"abc\"}") << "nothing of a body came before";
}
TEST_F(Live, AnErrorIsAProblemDocument) {
  expect_problem(get("/api/nothing"), 404);
  expect_problem(get("/api/closed"), 403);
  auto wrong_way = ask(post("/api/notes/n1", "{}"));
  expect_problem(wrong_way, 405);
  EXPECT_EQ(wrong_way.headers["allow"], "GET, DELETE");
  expect_problem(ask(post("/api/notes", "{\"txt\":1}")), 400);
  expect_problem(ask(post("/api/notes", "{")), 400);
  expect_problem(get("/api/notes/%zz"), 400);
  expect_problem(get("/api/notes/n1?surplus=1"), 400);
  expect_problem(ask("BREW /api/notes HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
  expect_problem(ask(post("/api/notes", "x", "Content-Encoding: br\r\n")), 415);
  expect_problem(ask(post("/api/notes", "x", "Content-Encoding: gzip\r\n")), 400);
}
TEST_F(Live, WhatWentWrongInsideStaysInside) {
  auto answer = get("/api/broken");
  expect_problem(answer, 500);
  EXPECT_EQ(answer.body.find("secret"), std::string::npos);
}
TEST_F(Live, WhatIsNoHttpIsRefusedAndTheConnectionEnds) {
  for (std::string bytes : {"nonsense\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nHost x\r\n\r\n", "POST /api/notes HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "POST /api/notes HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
                            "POST /api/notes HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "\x16\x03\x01\x02 tls hello\r\n\r\n"}) {
    Wire wire(server->port());
    expect_problem(wire.ask(bytes), 400);
    EXPECT_TRUE(wire.ended()) << bytes;
  }
  Wire headers(server->port());
  expect_problem(headers.ask("GET / HTTP/1.1\r\nX: " + std::string(base::limits::header_bytes + 100, 'x') + "\r\n\r\n"), 431);
}
TEST_F(Live, ABodyOverTheLimitIsRefusedBeforeItIsRead) {
  expect_problem(ask("POST /api/notes HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(base::limits::body_bytes + 1) + "\r\n\r\n"), 413);
  Wire chunks(server->port());
  chunks.send("POST /api/notes HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  std::string chunk = "100000\r\n" + std::string(0x100000, 'x') + "\r\n";
  for (int n = 0; n < 12; ++n) chunks.send(chunk);
  expect_problem(chunks.answer(), 413);   // heard although more was sent than was read
  EXPECT_TRUE(chunks.ended());
}
TEST_F(Live, ABodyInChunksIsReadWhole) {
  auto answer = ask("POST /api/notes HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{\"text\":\r\n6\r\n\"王\"}\r\n0\r\n\r\n");
  EXPECT_EQ(answer.body, "{\"text\":\"王\"}");
}
TEST_F(Live, ABodyThatBreaksOffIsNotTaken) {
  Wire wire(server->port());
  wire.send("POST /api/notes HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\n{\"text\"");
  wire.send_end();
  expect_problem(wire.answer(), 400);
  Wire upload(server->port());
  upload.send("POST /api/uploads HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\nhalf");
  upload.send_end();
  expect_problem(upload.answer(), 400);
  EXPECT_TRUE(upload.ended());
  EXPECT_TRUE(uploaded.empty());
  for (int n = 0; n < 100 && !spool_is_empty(); ++n) ::usleep(10'000);
  EXPECT_TRUE(spool_is_empty());
}
TEST_F(Live, AStreamComesInChunksAndSaysWhenItIsNotWhole) {
  Wire wire(server->port());
  auto answer = wire.ask("GET /api/stream HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(answer.whole);
  EXPECT_EQ(std::count(answer.body.begin(), answer.body.end(), '\n'), 50);
  EXPECT_EQ(wire.ask("GET /api/notes/a HTTP/1.1\r\nHost: x\r\n\r\n").status, 200) << "and the connection goes on";
  EXPECT_FALSE(get("/api/breaks-off").whole);
  EXPECT_EQ(Wire(server->port()).ask("GET /api/stream HTTP/1.0\r\n\r\n").body, answer.body) << "without chunks to those who don't know them";
}
TEST_F(Live, AnUploadGoesToAFileAndTheFileGoesAfterwards) {
  std::string content(700'000, '\0');
  for (std::size_t n = 0; n < content.size(); ++n) content[n] = static_cast<char>(n * 31);
  EXPECT_EQ(ask(post("/api/uploads", content)).body, "700000");
  EXPECT_EQ(uploaded, content);
  EXPECT_EQ(spooled.parent_path(), folder.path());
  for (int n = 0; n < 100 && std::filesystem::exists(spooled); ++n) ::usleep(10'000);   // it goes once the answer is sent
  EXPECT_FALSE(std::filesystem::exists(spooled));
}
TEST_F(Live, SaysContinueToThoseWhoWaitForIt) {
  Wire wire(server->port());
  auto go = wire.ask("POST /api/notes HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 12\r\n\r\n");
  EXPECT_EQ(go.status, 100);
  EXPECT_EQ(wire.ask("{\"text\":\"y\"}").body, "{\"text\":\"y\"}");
}
TEST_F(Live, NoAnswerIsSplitByWhatAHeaderHolds) {
  auto answer = get("/api/split");
  EXPECT_FALSE(answer.headers.contains("set-cookie"));
  EXPECT_FALSE(answer.headers.contains("x-bad"));
  EXPECT_EQ(answer.headers["x-good"], "b");
  auto echoed = ask("POST /v1/track HTTP/1.1\r\nHost: x\r\nOrigin: https://a.example\r\nContent-Length: 1\r\n\r\nx");
  EXPECT_EQ(echoed.headers["access-control-allow-origin"], "https://a.example");
}
TEST_F(Live, APreflightIsAnsweredOnlyWhereOthersMaySend) {
  auto answer = ask("OPTIONS /v1/track HTTP/1.1\r\nHost: x\r\nOrigin: https://a.example\r\nAccess-Control-Request-Method: POST\r\n\r\n");
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.headers["access-control-allow-origin"], "https://a.example");
  auto refused = ask("OPTIONS /api/notes HTTP/1.1\r\nHost: x\r\nOrigin: https://a.example\r\n\r\n");
  EXPECT_EQ(refused.status, 405);
  EXPECT_FALSE(refused.headers.contains("access-control-allow-origin"));
}
TEST_F(Live, NoContentIsNoContent) {
  Wire wire(server->port());
  auto answer = wire.ask("DELETE /api/notes/n HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(wire.ask("GET /api/notes/n HTTP/1.1\r\nHost: x\r\n\r\n").status, 200);
}
TEST_F(Live, AnAddressThatIsTakenIsToldAndStoppingTwiceIsHarmless) {
  Server second(ServerOptions{.port = server->port(), .spool = folder.path()}, router, [](const Route&, const Request&) { return Caller{}; }, nullptr);
  EXPECT_THROW(second.start(), base::Error);
  server->stop();
  server->stop();
}

}  // namespace
}  // namespace http
