#include "access/device.h"

#include <array>
#include <utility>

namespace rights {
namespace {

using Sign = std::pair<std::string_view, std::string_view>;   // what stands in the text, what it is called

// In this order: most browsers also claim to be those below them.
constexpr std::array browsers{Sign{"MicroMessenger/", "WeChat"}, Sign{"DingTalk", "DingTalk"}, Sign{"Edg", "Edge"}, Sign{"OPR/", "Opera"},        Sign{"SamsungBrowser/", "Samsung Internet"},
                              Sign{"HuaweiBrowser/", "Huawei Browser"}, Sign{"QQBrowser/", "QQ Browser"}, Sign{"Firefox/", "Firefox"}, Sign{"FxiOS/", "Firefox"}, Sign{"CriOS/", "Chrome"},
                              Sign{"Chrome/", "Chrome"}, Sign{"Chromium/", "Chrome"}, Sign{"Safari/", "Safari"}, Sign{"curl/", "curl"}, Sign{"python", "Python"}};
constexpr std::array systems{Sign{"iPhone", "iPhone"}, Sign{"iPad", "iPad"}, Sign{"HarmonyOS", "HarmonyOS"}, Sign{"Android", "Android"}, Sign{"Windows", "Windows"},
                             Sign{"Mac OS X", "Mac"}, Sign{"CrOS", "ChromeOS"}, Sign{"Linux", "Linux"}};

template <std::size_t N>
std::string_view first_of(const std::array<Sign, N>& signs, std::string_view text) {
  for (const auto& [sign, name] : signs)
    if (text.find(sign) != std::string_view::npos) return name;
  return {};
}

}  // namespace

std::string device_name(std::string_view user_agent) {
  std::string browser(first_of(browsers, user_agent)), system(first_of(systems, user_agent));
  if (browser.empty() || system.empty()) return browser + system;
  return browser + " on " + system;
}

}  // namespace rights
