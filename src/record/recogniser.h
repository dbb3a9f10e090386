// Whose is it? The rules by which an interaction finds its profile, joins profiles, or leaves a suggestion. On the
// appender's thread, inside its transaction.
//
// The rules, in order (docs/identity.md tells them with examples):
//  1. An account (user_id, loyalty number, channel account) or a contact that is verified in this interaction finds the
//     profile that holds it. Accounts come before contacts, and user_id before all: a loyalty number or a mail that comes
//     with another user_id than its holder's does not find the holder.
//  2. With nothing that strong, an unverified mail or phone finds who holds it; with no contact, the device does.
//  3. A new account takes over a profile that so far is only a device's or an unverified contact's; otherwise it is a
//     new profile.
//  4. Another profile that was found as well joins at once when the link is strong and they do not both hold an account,
//     or when it is nobody's yet (only a device, only unverified contacts). Two that both hold an account are never
//     joined: they are suggested, with the evidence.
//  5. An identifier that more people hold than State::people_an_identifier_joins joins nobody any more.
//  6. What a person has parted, rules do not join again.
#pragma once
#include <span>

#include "record/merges.h"

namespace record {

class Recogniser {
 public:
  explicit Recogniser(Change& change) : change_(change) {}

  // The profile that the interaction is heard under; identities are written, joins and suggestions made.
  // `keys` are key_of its identities, in their order.
  CustomerId recognise(const Heard& heard, std::span<const base::Hash128> keys);
  base::Hash128 key_of(const Claim& claim) { return Identities::key_of(number_of(claim.name_space), claim.value); }

 private:
  struct Hit {
    const Claim* claim = nullptr;
    std::int32_t name_space = 0;
    Strength strength = Strength::device;
    bool strong = false;                 // an account, or a contact verified in this interaction
    bool shared = false;                 // held by too many
    CustomerId holder = 0;               // 0: nobody yet
    bool held_verified = false;
    bool only_imported = false;          // only another import has said so until now
    std::vector<CustomerId> others;      // further persons (roots) that hold it
  };
  struct Standing {                      // what a person holds
    bool account = false, verified_contact = false;
    bool anonymous() const { return !account && !verified_contact; }
  };

  Hit look_up(const Claim& claim, const base::Hash128& key);
  std::int32_t number_of(const std::string& name_space);
  CustomerId root(CustomerId profile) const { return change_.state.joins.root(profile); }
  Standing standing(CustomerId profile);
  bool conflicts(CustomerId profile, std::span<const Hit> hits, const Hit* alias_of = nullptr);
  CustomerId choose(const std::vector<Hit>& hits);   // 0: nobody, a new profile
  CustomerId nameless_holder(const std::vector<Hit>& hits);
  void connect(CustomerId chosen, const std::vector<Hit>& hits);
  void hold(CustomerId chosen, const std::vector<Hit>& hits, base::Time at, bool new_profile);

  void hold_shared(CustomerId chosen, const Hit& hit, base::Time at);

  Change& change_;
  std::vector<Hit> hits_;              // of the interaction at hand; kept for its room
  std::vector<std::pair<std::string, std::int32_t>> name_spaces_;   // those of this batch: few, met again and again
};

}  // namespace record
