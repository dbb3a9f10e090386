// The page's files: found, compressed, kept; and the page for all of the page's own addresses.
#include <gtest/gtest.h>
#include <zlib.h>

#include "base/limits.h"
#include "http/dispatch.h"

namespace http {
namespace {

std::string gzip(std::string_view text) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

const std::string packed = gzip("<html>page</html>");
const std::vector<Asset> assets{{.path = "/index.html", .content_type = "text/html", .etag = "\"i1\"", .gzip = packed},
                                {.path = "/assets/app.js", .content_type = "text/javascript", .etag = "\"a1\"", .identity = "app", .immutable = true}};

std::optional<Response> page(std::string path, std::vector<std::pair<std::string, std::string>> headers = {}, Method method = Method::GET) {
  return page_answer(assets, Request{.method = method, .path = std::move(path), .headers = std::move(headers)});
}
std::string header(const Response& response, const std::string& name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return "";
}

TEST(Page, ItsOwnAddressesAreAllTheOnePage) {
  for (const char* path : {"/", "/index.html", "/customers/c7", "/imports"}) {
    auto response = page(path);
    ASSERT_TRUE(response) << path;
    EXPECT_EQ(response->body, "<html>page</html>") << "unpacked for those who don't take gzip";
    EXPECT_EQ(header(*response, "Content-Type"), "text/html");
    EXPECT_EQ(header(*response, "Cache-Control"), "no-cache");
    EXPECT_NE(header(*response, "Content-Security-Policy").find("object-src 'none'"), std::string::npos);
  }
}
TEST(Page, AMissingFileIsMissingAndOthersAddressesAreNotThePages) {
  for (const char* path : {"/assets/old.js", "/favicon.ico", "/api/unknown", "/v1/unknown", "/hooks/x", "/metrics", "/healthz", "/../etc/passwd.txt"}) EXPECT_FALSE(page(path)) << path;
  EXPECT_FALSE(page("/customers", {}, Method::POST));
}
TEST(Page, IsSentCompressedToThoseWhoTakeIt) {
  auto response = page("/", {{"accept-encoding", "br, gzip"}});
  EXPECT_EQ(header(*response, "Content-Encoding"), "gzip");
  EXPECT_EQ(inflate(response->borrowed), "<html>page</html>");
  EXPECT_EQ(header(*response, "Vary"), "Accept-Encoding");
}
TEST(Page, IsNotSentAgainWhenItIsTheSame) {
  EXPECT_EQ(page("/", {{"if-none-match", "\"i1\""}})->status, 304);
  EXPECT_EQ(page("/", {{"if-none-match", "W/\"i1\", \"old\""}})->status, 304) << "as a proxy marks it";
  EXPECT_EQ(page("/", {{"if-none-match", "\"i2\""}})->status, 200);
  auto kept = page("/assets/app.js");
  EXPECT_NE(header(*kept, "Cache-Control").find("immutable"), std::string::npos);
  EXPECT_EQ(kept->borrowed, "app");
}

TEST(Inflate, UnpacksWholeFilesOnly) {
  EXPECT_EQ(inflate(gzip("text")), "text");
  EXPECT_EQ(inflate(gzip("one ") + gzip("two")), "one two") << "a file of two members";
  auto whole = gzip(std::string(1000, 'x'));
  for (const auto& broken : {std::string(), std::string("text"), whole.substr(0, whole.size() - 4), whole.substr(1), whole + "garbage"}) EXPECT_THROW(inflate(broken), base::Error);
}
TEST(Inflate, ABombIsStoppedAtTheLimit) {
  auto bomb = gzip(std::string(base::limits::inflated_bytes + 1000, '\0'));
  EXPECT_LT(bomb.size(), 100'000u);
  try {
    inflate(bomb);
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code, base::ErrorCode::too_large);
  }
}

}  // namespace
}  // namespace http
