// The book of identities: who holds an identifier. The table is the truth; what was looked up stays in memory, and while
// all of it fits there (identities_kept) a stranger is recognised as new without asking the table. Appender only.
#pragma once
#include <cstdint>
#include <vector>

#include "base/hash.h"
#include "record/heard.h"
#include "record/key_table.h"
#include "record/types.h"
#include "store/session.h"

namespace record {

struct Holder {
  CustomerId customer = 0;
  bool verified = false;
  base::Time at;
  std::int64_t import = 0;   // that brought it, as long as nobody else has said it; 0: not from an import
};
BOOST_DESCRIBE_STRUCT(Holder, (), (customer, verified, at, import))

class Identities {
 public:
  static constexpr std::size_t identities_kept = 8'000'000;   // about 50 bytes each

  // Reads the table into memory as far as it fits.
  void load(store::Session& session);

  // What memory knows at once. `several`: more than one holder, ask holders().
  struct Glance {
    enum class Known { nobody, one, several } known = Known::nobody;
    CustomerId customer = 0;
    bool verified = false;
    int import_mark = 0;   // import_mark() of the import that brought it
  };
  // A small number for an import, 0 for none: two imports rarely share one.
  static int import_mark(std::int64_t import) { return import ? 1 + static_cast<int>(import % 255) : 0; }
  // `key` is key_of the two: a batch's keys are made, and their places asked for, ahead of their use.
  Glance glance(store::Session& session, const base::Hash128& key, std::int32_t name_space, std::string_view value);
  static base::Hash128 key_of(std::int32_t name_space, std::string_view value) { return base::hash128(static_cast<std::uint32_t>(name_space), value); }
  void prefetch(const base::Hash128& key) const { known_.prefetch(key); }
  std::vector<Holder> holders(store::Session& session, std::int32_t name_space, std::string_view value);

  // Writes that `customer` holds it, or that it is verified now.
  void hold(store::Session& session, std::int32_t name_space, const Claim& claim, CustomerId customer, base::Time at, std::int64_t import);
  // One of these profiles uses again what others hold too: it is their newest holder now.
  void renew(store::Session& session, std::int32_t name_space, std::string_view value, const std::vector<CustomerId>& profiles, base::Time at);
  // What one import brought was said by others too: it stays when that import is undone.
  void confirm(store::Session& session, std::int32_t name_space, std::string_view value, const std::vector<CustomerId>& profiles, std::int64_t said_by);
  // Somebody holds it no more, or in another way: what memory knows of it is read from the table again.
  void look_again(store::Session& session, std::int32_t name_space, std::string_view value);
  // Forgets what memory knows (a transaction failed). Whoever removed identities calls Change::taken_away().
  void forget();
  // Another node changed the profiles that notices between the two positions name: their identifiers anew.
  void refresh(store::Session& session, Position after, Position upto);
  // Whether memory was changed since what it holds was last settled to be what is committed: when that which is being
  // written comes to nothing, load() makes it right again.
  bool changed() const { return changed_; }
  void settle() { changed_ = false; }
  // Whether a stranger is told without asking the table.
  bool complete() const { return complete_; }

 private:
  static constexpr std::int64_t several_mark = -1;
  static std::int64_t packed(CustomerId customer, bool verified, int import_mark) { return customer << 9 | import_mark << 1 | int(verified); }
  void remember(const base::Hash128& key, std::int64_t value);

  KeyTable<std::int64_t> known_;   // packed(), or several_mark
  bool complete_ = false, changed_ = false;
};

}  // namespace record
