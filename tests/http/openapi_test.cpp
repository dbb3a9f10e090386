// The OpenAPI document is whole: every reference leads somewhere, every path parameter is told; and problem documents.
#include "http/openapi.h"

#include <gtest/gtest.h>

#include <set>

#include "http/problem.h"

namespace http {
namespace {

struct Leaf {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Leaf, (), (name))
struct Tree {
  std::vector<Leaf> leaves;
};
BOOST_DESCRIBE_STRUCT(Tree, (), (leaves))
struct TreeQuery {
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(TreeQuery, (), (limit))

Router trees() {
  Router router;
  router.get<TreeQuery, Page<Tree>>({"/api/trees", "trees.read", "All trees"}, [](const Request&, const TreeQuery&) { return Page<Tree>{}; });
  router.post<Tree, Tree>({"/api/trees", "trees.write", "Plant a tree", 201}, [](const Request&, const Tree& tree) { return tree; });
  router.get<NoQuery, Tree>({"/api/trees/{id}/of/{forest}", "open", "One tree"}, [](const Request&, const NoQuery&) { return Tree{}; });
  router.remove<NoQuery, NoAnswer>({"/api/trees/{id}", "trees.write", "Fell a tree"}, [](const Request&, const NoQuery&) { return NoAnswer{}; });
  router.raw({.method = Method::POST, .name = {"/api/uploads", "trees.write", "A file"}, .body = BodyKind::file});
  router.raw({.method = Method::GET, .name = {"/metrics", "open", "hidden"}, .documented = false});
  return router;
}

void references(const base::Json& value, std::set<std::string>& found) {
  if (value.is_array()) for (const auto& item : value.get_array()) references(item, found);
  if (!value.is_object()) return;
  for (const auto& [key, item] : value.get_object()) {
    if (key == "$ref") found.insert(std::string(item.as_string()));
    references(item, found);
  }
}

TEST(OpenApi, EveryReferenceLeadsSomewhere) {
  base::Json document = openapi(trees(), "1.2.3");
  std::set<std::string> found;
  references(document, found);
  EXPECT_TRUE(found.contains("#/components/schemas/Leaf"));
  for (const auto& reference : found) EXPECT_NO_THROW(document.at_pointer(reference.substr(1))) << reference;
  EXPECT_EQ(document.at("openapi").as_string(), "3.1.0");
  EXPECT_EQ(document.at_pointer("/info/version").as_string(), "1.2.3");
}
TEST(OpenApi, EveryPathParameterIsToldAndEveryOperationHasANameOfItsOwn) {
  auto document = openapi(trees(), "1");
  std::set<std::string> names;
  for (const auto& [path, methods] : document.at("paths").as_object())
    for (const auto& [method, operation] : methods.as_object()) {
      EXPECT_TRUE(names.insert(std::string(operation.at("operationId").as_string())).second);
      std::size_t in_path = 0;
      if (auto parameters = operation.as_object().find("parameters"); parameters != operation.as_object().end())
        for (const auto& parameter : parameters->value().as_array()) in_path += parameter.at("in").as_string() == "path";
      EXPECT_EQ(in_path, std::size_t(std::count(path.begin(), path.end(), '{'))) << std::string_view(path);
    }
  EXPECT_EQ(names.size(), 5u);
  EXPECT_FALSE(document.at("paths").as_object().contains("/metrics"));
}
TEST(OpenApi, TellsStatusesBodiesAndWhoNeedsNoKey) {
  base::Json document = openapi(trees(), "1");
  EXPECT_TRUE(document.at_pointer("/paths/~1api~1trees/post/responses").as_object().contains("201"));
  EXPECT_FALSE(document.at_pointer("/paths/~1api~1trees~1{id}/delete/responses/204").as_object().contains("content"));
  EXPECT_EQ(document.at_pointer("/paths/~1api~1uploads/post/requestBody/content/application~1octet-stream/schema/format").as_string(), "binary");
  EXPECT_TRUE(document.at_pointer("/paths/~1api~1trees~1{id}~1of~1{forest}/get/security").as_array().empty());
  EXPECT_EQ(document.at_pointer("/paths/~1api~1trees/get/responses/default/content/application~1problem+json/schema/$ref").as_string(), "#/components/schemas/Problem");
}

TEST(Problem, SaysWhatAndWhatToDo) {
  base::Error error(base::ErrorCode::overloaded, "Too much.", "Wait.", "body");
  error.retry_after_seconds = 3;
  auto response = problem(error);
  EXPECT_EQ(response.status, 429);
  EXPECT_EQ(response.headers[0].second, "application/problem+json");
  EXPECT_EQ(response.headers[1], (std::pair<std::string, std::string>("Retry-After", "3")));
  auto body = base::parse_json(response.body);
  EXPECT_EQ(body.at("type").as_string(), "urn:throughline:error:overloaded");
  EXPECT_EQ(body.at("hint").as_string(), "Wait.");
  EXPECT_EQ(body.at("field").as_string(), "body");
  EXPECT_EQ(body.at("status").as_int64(), 429);
}
TEST(Problem, EveryCodeHasItsStatus) {
  using base::ErrorCode;
  std::vector<std::pair<ErrorCode, int>> codes{{ErrorCode::invalid, 400}, {ErrorCode::unauthenticated, 401}, {ErrorCode::forbidden, 403}, {ErrorCode::not_found, 404}, {ErrorCode::conflict, 409}, {ErrorCode::gone, 410},
                                               {ErrorCode::too_large, 413}, {ErrorCode::unsupported, 415}, {ErrorCode::overloaded, 429}, {ErrorCode::unavailable, 503}, {ErrorCode::internal, 500}};
  for (auto [code, status] : codes) EXPECT_EQ(status_of(code), status);
}

}  // namespace
}  // namespace http
