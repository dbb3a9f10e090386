// Names, streets and cities that people of the sample company are made of. Tables; no name of them is a real person's
// but by chance. Read only: safe from any thread.
#pragma once
#include <span>
#include <string_view>

namespace sample {

struct Spelt {
  std::string_view written, latin;   // 芳 fang
  double weight = 1;
};
struct City {
  std::string_view zh, en, postcode;   // the first figures of its postcodes
};

std::span<const Spelt> chinese_surnames();
std::span<const Spelt> chinese_given();                // one character each
std::span<const std::string_view> homophones();        // pairs side by side: 婷亭
std::span<const std::string_view> english_given();
std::span<const std::string_view> english_surnames();
std::span<const City> cities(std::size_t region);
std::span<const std::string_view> streets(bool chinese);

}  // namespace sample
