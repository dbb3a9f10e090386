#include "channel/web/segment_event.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "base/text.h"
#include "base/exact_json.h"
#include "channel/web/order_amount.h"

namespace channel {
namespace {

// The parts of a context that say something of this event. The library, the address and settings of sending don't.
constexpr std::array kept_context{"page", "campaign", "referrer", "userAgent", "app", "device", "os", "groupId", "timezone"};

// Writes a JSON object member by member.
class Members {
 public:
  void add(std::string_view key, const base::Json& value) {
    name(key);
    base::append_json(text_, value);
  }
  void add_text(std::string_view key, std::string_view value) {
    name(key);
    base::append_json_text(text_, value);
  }
  void add_all(const base::JsonObject& object) {
    for (const auto& item : object) add({item.key().data(), item.key().size()}, item.value());
  }
  void add_raw(std::string_view key, const std::string& json) {
    name(key);
    text_ += json;
  }
  std::string done() { return text_.empty() ? std::string() : std::move(text_ += '}'); }

 private:
  void name(std::string_view key) {
    if (text_.empty()) text_.reserve(400);
    text_ += text_.empty() ? '{' : ',';
    base::append_json_text(text_, key);
    text_ += ':';
  }
  std::string text_;
};

bool says_nothing(const base::Json& value) {
  return value.is_null() || (value.is_string() && value.get_string().empty()) || (value.is_object() && value.get_object().empty());
}

// A value of the event's context, else of the batch's.
const base::Json* context_member(const base::JsonObject* own, const base::JsonObject* shared, std::string_view key) {
  if (own)
    if (const auto* found = base::member(*own, key)) return found;
  return shared ? base::member(*shared, key) : nullptr;
}

class Context {
 public:
  Context(const base::JsonObject& event, const Envelope& envelope) : own_(base::object_in(event, "context")), shared_(envelope.context) {}

  const base::Json* value(std::string_view key) const { return context_member(own_, shared_, key); }
  const base::JsonObject* object(std::string_view key) const {
    const auto* found = value(key);
    return found && found->is_object() ? &found->get_object() : nullptr;
  }
  std::string_view text(std::string_view key) const {
    const auto* found = value(key);
    return found && found->is_string() ? std::string_view(found->get_string().data(), found->get_string().size()) : std::string_view();
  }

  // `page_is_known`: the properties hold the page already.
  std::string compact(bool page_is_known) const {
    Members members;
    for (const char* key : kept_context) {
      const auto* found = value(key);
      if (!found || says_nothing(*found) || (page_is_known && std::string_view(key) == "page")) continue;
      if (!found->is_object()) {
        members.add(key, *found);
        continue;
      }
      Members part;
      for (const auto& item : found->get_object())
        if (!says_nothing(item.value())) part.add({item.key().data(), item.key().size()}, item.value());
      if (auto text = part.done(); !text.empty()) members.add_raw(key, text);
    }
    return members.done();
  }

 private:
  const base::JsonObject* own_;
  const base::JsonObject* shared_;
};

bool is_app(Call call, const base::JsonObject& event, const Context& context) {
  if (call == Call::screen || base::text_in(event, "channel") == "mobile") return true;
  if (const auto* library = context.object("library"); library && base::text_in(*library, "name") == "analytics.js") return false;
  if (const auto* device = context.object("device"); device && !device->empty()) return true;
  const auto* os = context.object("os");
  const auto name = os ? base::lower_ascii(base::text_in(*os, "name")) : std::string();
  constexpr std::array mobile{"ios", "ipados", "android", "watchos", "tvos", "visionos", "harmonyos"};
  return std::find(mobile.begin(), mobile.end(), name) != mobile.end();
}

// "zh_CN" and "zh-CN" are one; what is no language tag is left out.
std::string language_of(std::string_view locale) {
  std::string tag(locale.substr(0, locale.find_first_of(".@")));
  std::replace(tag.begin(), tag.end(), '_', '-');
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const bool fits = tag.size() >= 2 && tag.size() <= 35 && letter(tag[0]) && letter(tag[1]) &&
                    std::all_of(tag.begin(), tag.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-'; });
  return fits ? tag : std::string();
}

const base::JsonObject& object_or_refuse(const base::JsonObject& event, const char* key) {
  static const base::JsonObject none;
  const auto* found = base::member(event, key);
  if (!found) return none;
  if (!found->is_object()) throw base::invalid("\"" + std::string(key) + "\" must be an object.", "Send names with values.", key);
  return found->get_object();
}

std::string key_of(const base::JsonObject& event) {
  auto key = id_text(event, "messageId");
  // Without a key a retry can't be known from a second event of the same kind.
  return key.empty() ? base::random_token(16) : key;
}

std::string_view first_text(std::initializer_list<std::string_view> texts) {
  for (auto text : texts)
    if (!text.empty()) return text;
  return {};
}

}  // namespace

Call call_of(const base::JsonObject& event) {
  const auto type = base::text_in(event, "type");
  if (auto call = base::enum_value<Call>(type)) return *call;
  throw base::invalid(type.empty() ? "\"type\" is missing." : "There is no call \"" + base::shown(type, 40) + "\".", "It is one of " + base::enum_names<Call>() + ".", "type");
}

record::Heard translate(Call call, const base::JsonObject& event, const Envelope& envelope, const WebRules& rules) {
  const Context context(event, envelope);
  const auto& properties = object_or_refuse(event, "properties");
  const auto& traits = object_or_refuse(event, "traits");
  const auto* context_traits = context.object("traits");

  record::Heard heard;
  heard.identities = claims_of(call, event, &traits, context_traits, rules, envelope.proven);
  heard.at = event_time(event, envelope);
  heard.channel = is_app(call, event, context) ? "app" : "web";
  heard.source_key = key_of(event);
  heard.language = language_of(context.text("locale"));

  Members members;
  bool page_is_known = false;
  const base::JsonObject* own = &properties;     // members that a "context" or "name" of ours must not stand beside
  const auto add_unless_known = [&](const char* key, std::string_view text) {
    if (!text.empty() && !own->contains(key)) members.add_text(key, text);
  };
  switch (call) {
    case Call::track: {
      const auto name = base::text_in(event, "event");
      if (base::trim(name).empty()) throw base::invalid("\"event\" is missing.", "Name what happened, such as \"Order Completed\".", "event");
      heard.name = name;
      heard.amount = order_amount(name, properties, rules.default_currency);
      members.add_all(properties);
      break;
    }
    case Call::page:
    case Call::screen: {
      const auto name = first_text({base::text_in(event, "name"), base::text_in(properties, "name")});
      heard.name = call == Call::page ? "Page Viewed" : "Screen Viewed";
      page_is_known = call == Call::page && properties.contains("url");
      const auto* page = context.object("page");
      const auto title = first_text({base::text_in(properties, "title"), page ? base::text_in(*page, "title") : std::string_view()});
      heard.subject = first_text({name, call == Call::page ? title : std::string_view()});
      members.add_all(properties);
      add_unless_known("name", base::text_in(event, "name"));
      add_unless_known("category", base::text_in(event, "category"));
      break;
    }
    case Call::identify:
      heard.name = "Identify";
      heard.direction = record::Direction::none;
      if (!traits.empty()) base::append_json(heard.traits, traits);
      own = &traits;
      break;
    case Call::group: {
      const auto group = id_text(event, "groupId");
      if (group.empty()) throw base::invalid("\"groupId\" is missing.", "Say which group it is.", "groupId");
      heard.name = "Group";
      heard.direction = record::Direction::none;
      heard.subject = base::text_in(traits, "name");
      own = &traits;
      add_unless_known("groupId", group);
      members.add_all(traits);
      break;
    }
    case Call::alias:
      heard.name = "Alias";
      heard.direction = record::Direction::none;
      members.add_text("previousId", id_text(event, "previousId"));
      members.add_text("userId", id_text(event, "userId"));
      break;
  }
  if (call == Call::identify) heard.person_name = person_name(traits);
  if (heard.person_name.empty() && context_traits) heard.person_name = person_name(*context_traits);

  if (call == Call::identify || !own->contains("context"))
    if (auto text = context.compact(page_is_known); !text.empty()) members.add_raw("context", text);
  heard.properties = members.done();
  record::check(heard);
  return heard;
}

}  // namespace channel
