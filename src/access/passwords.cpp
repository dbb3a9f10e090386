#include "access/passwords.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/text.h"

namespace rights {
namespace {

using namespace std::chrono_literals;

constexpr auto longest_wait = 5s;

// The commonest of published leaks that are long enough to pass the length rule, and our own name.
constexpr std::array commonest{
    "0123456789", "11223344", "1122334455", "12121212", "123123123", "12341234",
    "12344321", "1234567890", "1234567891", "123456789", "12345678", "12345678910", "123456789a", "123456abc", "1234qwer", "123qweasd",
    "1357924680", "147258369", "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx", "1qaz2wsx3edc", "5201314520", "9876543210", "a1234567", "a12345678", "a123456789", "aa123456", "abc12345", "abcd1234", "abcdefgh", "admin123", "admin1234", "administrator", "alexander", "asdasdasd", "asdf1234", "asdfasdf",
    "asdfghjkl", "baseball", "basketball", "changeme", "changeme123", "charlie1", "chocolate", "computer", "consumer", "corvette",
    "customer", "danielle", "dearbook", "elizabeth", "estrella", "football", "football1", "fuckyou1", "garfield", "hello123",
    "iloveyou", "iloveyou1", "internet", "jennifer", "jonathan", "jordan23", "letmein1", "liverpool", "logitech", "manager1",
    "mercedes", "michelle", "midnight", "mustang1", "p@ssw0rd", "p@ssword", "pass1234", "passw0rd", "password", "password!",
    "password1", "password12", "password123", "password1234", "princess", "princess1", "q1w2e3r4", "q1w2e3r4t5", "qazwsxedc", "qwer1234",
    "qwerasdf", "qwerty12", "qwerty123", "qwertyui", "qwertyuiop", "rootroot", "sample123", "scorpion", "samantha", "secret123",
    "spiderman", "starwars", "steelers", "sunshine", "sunshine1", "superman", "test1234", "testtest", "throughline", "throughline1",
    "trustno1", "victoria", "webmaster", "welcome1", "welcome123", "whatever", "woaini1314", "woaini520", "zaq12wsx", "zxcvbnm1",
    "zxcvbnm123", "zxcvbnm,"};

// What no list needs to name: one to four characters over and over ("abababab"), or a run up or down ("23456789", "hgfedcba").
bool is_pattern(std::string_view text) {
  for (std::size_t period = 1; period <= 4; ++period)
    if (std::equal(text.begin() + static_cast<std::ptrdiff_t>(period), text.end(), text.begin())) return true;
  for (int step : {1, -1})
    if (std::adjacent_find(text.begin(), text.end(), [step](char a, char b) { return b - a != step && b - a != -9 * step; }) == text.end()) return true;   // 9 is followed by 0
  return false;
}

std::string_view before_at(std::string_view email) { return email.substr(0, email.find('@')); }

}  // namespace

// One of the two places at the hashing table.
class Passwords::Place {
 public:
  explicit Place(std::counting_semaphore<>& places) : places_(places) {
    if (places_.try_acquire_for(longest_wait)) return;
    base::Error error(base::ErrorCode::overloaded, "Too many people are signing in at once.", "Try again in a few seconds.");
    error.retry_after_seconds = 5;
    throw error;
  }
  ~Place() { places_.release(); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

 private:
  std::counting_semaphore<>& places_;
};

Passwords::Passwords(PasswordCost cost) : cost_(cost) {
  if (sodium_init() < 0) throw base::Error(base::ErrorCode::internal, "libsodium can't start.");
}

void Passwords::check(std::string_view password, std::string_view email) {
  constexpr auto field = "password";
  auto characters = std::count_if(password.begin(), password.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
  if (characters < static_cast<std::ptrdiff_t>(shortest))
    throw base::invalid("The password is too short.", "Take at least " + std::to_string(shortest) + " characters; 15 or more are better, and a few words in a row are easy to keep.", field);
  if (password.size() > longest) throw base::invalid("The password is too long.", "Take at most " + std::to_string(longest) + " bytes.", field);
  auto plain = base::folded(password);
  if (std::find(commonest.begin(), commonest.end(), plain) != commonest.end() || is_pattern(plain))
    throw base::invalid("This password is one of the first that anybody tries.", "Take another: a few words in a row are easy to keep and hard to guess.", field);
  if (plain == base::folded(email) || plain == base::folded(before_at(email)))
    throw base::invalid("The password must not be the e-mail address.", "Take another: a few words in a row are easy to keep and hard to guess.", field);
}

std::string Passwords::hash(std::string_view password) const {
  Place place(places_);
  char text[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str(text, password.data(), password.size(), cost_.passes, cost_.memory_bytes) != 0)
    throw base::Error(base::ErrorCode::unavailable, "There is not enough memory to hash a password.", "Give the server " + std::to_string(cost_.memory_bytes >> 20) + " MB more memory.");
  ++computed_;
  return text;
}

bool Passwords::matches(const std::string& hash, std::string_view password) const {
  Place place(places_);
  // Longer ones were never let in: what is cut off can't have been part of a right one.
  password = password.substr(0, longest + 1);
  if (!hash.empty()) {
    bool right = crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
    ++computed_;
    return right;
  }
  unsigned char unused[32], salt[crypto_pwhash_SALTBYTES] = {};
  if (crypto_pwhash(unused, sizeof unused, password.data(), password.size(), salt, cost_.passes, cost_.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw base::Error(base::ErrorCode::unavailable, "There is not enough memory to hash a password.");
  ++computed_;
  return false;
}

bool Passwords::is_outdated(const std::string& hash) const { return crypto_pwhash_str_needs_rehash(hash.c_str(), cost_.passes, cost_.memory_bytes) != 0; }

}  // namespace rights
