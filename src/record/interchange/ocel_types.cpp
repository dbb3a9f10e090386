#include "record/interchange/ocel_types.h"

#include "base/exact_json.h"
#include "record/interchange/values.h"

namespace record::interchange {

const char* OcelTypes::word(Kind kind) {
  switch (kind) {
    case Kind::string: return "string";
    case Kind::time: return "time";
    case Kind::integer: return "integer";
    case Kind::real: return "float";
    case Kind::boolean: return "boolean";
  }
  return "string";
}

// The name under which a value of this kind stands; what is known of that name is widened where values stay valid by it.
std::string OcelTypes::placed(const std::string& type, std::string_view name, Kind kind) {
  auto& known = types_[type];
  auto family = [](Kind k) { return k == Kind::boolean ? 0 : k == Kind::integer || k == Kind::real ? 1 : 2; };
  auto [found, is_new] = known.try_emplace(std::string(name), kind);
  if (family(found->second) != family(kind)) return placed(type, std::string(name) + ":" + (family(kind) == 0 ? "boolean" : family(kind) == 1 ? "number" : "text"), kind);
  if (found->second != kind) found->second = family(kind) == 1 ? Kind::real : Kind::string;
  return found->first;
}

bool OcelTypes::write(const std::string& type, std::string_view name, const base::Json& value, std::string& out) {
  auto add = [&](Kind kind, const base::Json& told) {
    out += "{\"name\":";
    base::append_json_text(out, placed(type, name, kind));
    out += ",\"value\":";
    base::append_json(out, told);
    return true;
  };
  switch (value.kind()) {
    case boost::json::kind::null: return false;
    case boost::json::kind::bool_: return add(Kind::boolean, value);
    case boost::json::kind::int64:
    case boost::json::kind::uint64: return add(Kind::integer, value);
    case boost::json::kind::double_: return add(Kind::real, value);
    case boost::json::kind::string: return add(told_time({value.get_string().data(), value.get_string().size()}) ? Kind::time : Kind::string, value);
    default: return add(Kind::string, base::Json(base::json_text(value)));
  }
}

std::string OcelTypes::json() const {
  std::string out = "[";
  for (const auto& [type, attributes] : types_) {
    if (out.size() > 1) out += ",\n";
    out += "{\"name\":";
    base::append_json_text(out, type);
    out += ",\"attributes\":[";
    bool first = true;
    for (const auto& [name, kind] : attributes) {
      if (!std::exchange(first, false)) out += ',';
      out += "{\"name\":";
      base::append_json_text(out, name);
      ((out += ",\"type\":\"") += word(kind)) += "\"}";
    }
    out += "]}";
  }
  return out + "]";
}

}  // namespace record::interchange
