// JSON from outside: exact reading, writing, typed reading.
#include "base/exact_json.h"
#include "channel/api/types.h"
#include "channel/file/mapping.h"
#include "channel/file/types.h"
#include "target.h"

namespace {

template <class T>
void read_typed(const base::Json& value) {
  try {
    auto read = base::from_json<T>(value);
    auto text = base::json_text(base::to_json(read));
    fuzz::insist(base::json_text(base::to_json(base::from_json<T>(base::parse_json(text)))) == text, "what was read typed is written and read the same");
  } catch (const base::Error&) {
  }
}

void json(std::string_view bytes) {
  auto value = base::parse_exact(bytes);
  auto text = base::json_text(value);
  fuzz::insist(base::json_text(base::parse_exact(text)) == text, "JSON is written and read the same");
  base::check_depth(value);
  read_typed<channel::file::Mapping>(value);
  read_typed<channel::file::ImportRequest>(value);
  base::from_json<channel::SentInteraction>(value);
}

fuzz::Target target("json", json);

}  // namespace
