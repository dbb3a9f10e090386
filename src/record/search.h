// Finding people by what they are called: names (any script, also by pinyin), mail addresses and phone numbers, of all
// profiles that are one person. The first reader of the log: it indexes a person anew when a profile changes, is joined
// or parted.
#pragma once
#include "base/text.h"
#include "record/dictionary.h"
#include "record/reader.h"
#include "store/full_text.h"

namespace record {

class SearchReader : public Reader {
 public:
  std::string name() const override { return "customer search"; }
  bool wants_interactions() const override { return false; }
  void read(store::Session& session, const LogSlice& slice) override;

 private:
  void index(store::Session& session, CustomerId profile);
};

// Words of people who were taken out stand nowhere any more when it returns. Inside derive().
void compact_search(store::Session& session);

// People (roots) who have all the words, those with the higher number first: at most `limit`, numbered below `before`.
std::vector<CustomerId> search_people(store::Session& session, const std::vector<base::SearchWord>& words, std::size_t limit, CustomerId before);

}  // namespace record
