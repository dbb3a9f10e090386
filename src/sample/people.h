// The customers of the sample company: who they are, by what they can be recognised, and how their accounts differ.
// Nobody in it is real: mails end in example.com, .org or .net (RFC 2606); numbers are ones that reach nobody: in China of
// the prefix 154, which no operator has, in the US of area codes with a 9 in the middle, which are set aside, in the United
// Kingdom of Ofcom's numbers for drama. Plain values.
#pragma once
#include <string>
#include <vector>

#include "sample/calendar.h"
#include "sample/parameters.h"

namespace sample {

struct Account {
  std::string id, name, email, phone, loyalty, wechat, whatsapp, social;
  std::string city, street, postcode;
  Moment opened = 0;
};

struct Person {
  std::uint64_t number = 0;             // 0 … customers-1: who it really is
  std::size_t region = 0, segment = 0;
  bool chinese = false;                 // speaks Chinese
  bool shares_phone = false;            // the number is a household's
  std::string birthday;
  std::vector<Account> accounts;        // one, or two; in the order in which they were opened
  std::vector<std::string> devices;
  double weight = 1;                    // of browsing: long-tailed
  double pace = 1;                      // of ordering again: how early within the repeat window

  const Account& account(Moment at) const { return accounts.size() > 1 && accounts[1].opened <= at ? accounts[1] : accounts[0]; }
};

// Persons `first` … `first + count - 1`. The same numbers give the same people, whatever else is made: households lie within
// one call.
std::vector<Person> make_people(std::uint64_t seed, std::uint64_t first, std::size_t count, const Calendar& calendar);

// `prefix` and ten letters and figures that are different for different (person, number) with number < 2^24.
std::string unique_id(std::string_view prefix, std::uint64_t person, std::uint64_t number);

}  // namespace sample
