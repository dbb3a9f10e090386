// The types of attributes of an OCEL log, learnt while it is written.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/json.h"

namespace record::interchange {

class OcelTypes {
 public:
  void meet(const std::string& type) { types_[type]; }
  // Adds {"name":…,"value":…} to `out`, without its closing brace, for an attribute of events or objects of this type;
  // false where there is no value.
  bool write(const std::string& type, std::string_view name, const base::Json& value, std::string& out);
  // [{"name":…,"attributes":[{"name":…,"type":…}]}]
  std::string json() const;

 private:
  enum class Kind { string, time, integer, real, boolean };
  struct Attribute {
    std::string name;
    Kind kind;
  };
  static const char* word(Kind kind);
  std::string placed(const std::string& type, std::string_view name, Kind kind);

  std::map<std::string, std::map<std::string, Kind, std::less<>>> types_;
};

}  // namespace record::interchange
