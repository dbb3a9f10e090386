// Where questions are asked from the command line: the server that owns the folder, or the folder itself by the very same routes.
#pragma once
#include <memory>
#include <optional>

#include "app/company.h"
#include "app/served.h"

namespace app {

class QuestionsAt {
 public:
  // Opens the folder when nobody serves it, and waits until the index has all of the log; without it where nothing is counted
  // (journey maps as documents). Throws Error(not_found).
  explicit QuestionsAt(const CommonOptions& common, bool counts = true);

  // As the API answers. Throws what it would refuse with.
  base::Json get(const std::string& path, const std::vector<std::pair<std::string, std::string>>& query = {});
  base::Json send(http::Method method, const std::string& path, const base::Json& body);

 private:
  base::Json here(http::Request request);

  std::optional<http::Client> server_;
  std::unique_ptr<Company> company_;
  http::Router router_;
};

}  // namespace app
