// What questions can be filtered and told by: what is always there of interactions (source, direction, language, topic, the
// currency of what was paid, and whether a promise was kept: promised.h),
// and what the company declares: a property of interactions, their conversation, or a trait of customers. Their values as
// numbers.
//
// Threads: any; numbers are made by the index's own thread alone, and only grow.
#pragma once
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/json.h"
#include "journey/experience.h"
#include "journey/scope.h"

namespace journey {

enum class DimensionKind { field, property, trait };
BOOST_DESCRIBE_ENUM(DimensionKind, field, property, trait)

struct Dimension {
  std::string name;
  DimensionKind kind = DimensionKind::field;
  std::string key;             // of the property or trait, "plan" or "address.country"
  bool operator==(const Dimension&) const = default;
};
BOOST_DESCRIBE_STRUCT(Dimension, (), (name, kind, key))

// The field of interactions that is a dimension only when it is declared, for it has many values: the key of cases.
inline constexpr std::string_view declared_field = "conversation";

// "plan=property:plan", "region=trait:address.country", "case=field:conversation". Throws Error(invalid).
Dimension read_dimension(const std::string& text);

class Dimensions {
 public:
  static constexpr Code most = 65'534;      // different values of one dimension; all others share one number: it is full
  static constexpr std::string_view other = "(other)";

  // Throws Error(invalid) when two have one name, or there are too many (limits.h).
  explicit Dimensions(const std::vector<Dimension>& declared = {});

  static constexpr std::size_t built_in = 6;

  const std::vector<Dimension>& all() const { return all_; }
  DimensionRef ref(std::size_t of_all) const { return refs_[of_all]; }
  std::size_t of_interactions() const { return of_interactions_; }
  std::size_t of_customers() const { return all_.size() - of_interactions_; }
  // Throws Error(invalid) that names those that there are.
  DimensionRef find(const std::string& name, const std::string& field) const;

  // The number of a value, made when it is new; 0 for the empty one. Long ones are kept cut, with a hash of the whole.
  Code code(std::size_t of_all, std::string_view value);
  bool is_full(DimensionRef dimension) const;
  // Throws Error(invalid) that names `field` when it is full: then what is to be told apart can't be.
  void want_apart(DimensionRef dimension, const std::string& field, const std::string& hint = "Name a dimension with fewer values.") const;

  // The number of a known value; nullopt when nothing has it, or when it is one of those that share a number.
  std::optional<Code> known(DimensionRef dimension, std::string_view value) const;
  std::string value(DimensionRef dimension, Code code) const;   // "" for 0
  std::vector<std::string> values(std::size_t of_all) const;    // by code, from 1; those that were forgotten are empty
  std::vector<std::string> values_of(std::size_t of_all, const std::vector<std::uint8_t>& used) const;   // the same, but only of the codes in `used`
  void forget_all_but(std::size_t of_all, const std::vector<std::uint8_t>& used);   // on the index's own thread; a forgotten value comes back as a new number
  void set_values(std::size_t of_all, const std::vector<std::string>& values);   // of a snapshot; an empty one is nobody's any more

  // Codes of what was told, which is no dimension but lies beside them.
  Experiences experiences;

  // What the JSON object has at the key; numbers and booleans as texts, "" for none.
  static std::string value_at(const base::JsonObject& object, const std::string& key);

 private:
  struct Values {
    std::unordered_map<std::string, Code> codes;
    std::vector<std::string> texts;
  };
  std::size_t place(DimensionRef ref) const { return ref.of_customer ? of_interactions_ + ref.number : ref.number; }

  std::vector<Dimension> all_;              // those of interactions first
  std::vector<DimensionRef> refs_;
  std::size_t of_interactions_ = 0;
  mutable std::shared_mutex guard_;
  std::vector<Values> values_;
};

}  // namespace journey
