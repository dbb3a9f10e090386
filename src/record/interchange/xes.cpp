#include "record/interchange/xes.h"

#include "base/exact_json.h"
#include "base/ids.h"
#include "base/text.h"
#include "record/interchange/values.h"

namespace record::interchange {
namespace {

constexpr std::size_t piece_bytes = 64u << 10;

constexpr const char* head = R"(<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Throughline" prefix="throughline" uri="urn:throughline:xes"/>
  <global scope="trace">
    <string key="concept:name" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
)";

// What tools of process mining read of xs:dateTime: a fraction and an offset.
std::string xml_time(base::Time at) {
  auto text = base::to_string(at);
  text.pop_back();                         // Z
  if (text.find('.') == std::string::npos) text += ".000";
  return text + "+00:00";
}

class Writer {
 public:
  std::string out;

  void text(int depth, std::string_view key, std::string_view value) { scalar(depth, "string", key, xml_text(value)); }
  void time(int depth, std::string_view key, base::Time at) { scalar(depth, "date", key, xml_time(at)); }
  void line(int depth, std::string_view element) { indent(depth), out += element, out += '\n'; }

  // `inner`: members that stand within the attribute.
  void value(int depth, std::string_view key, const base::Json& value, const base::JsonObject* inner = nullptr) {
    switch (value.kind()) {
      case boost::json::kind::null: return;
      case boost::json::kind::object: return object(depth, key, value.get_object());
      case boost::json::kind::array: return list(depth, key, value.get_array());
      case boost::json::kind::bool_: return scalar(depth, "boolean", key, value.get_bool() ? "true" : "false", inner);
      case boost::json::kind::int64: return scalar(depth, "int", key, std::to_string(value.get_int64()), inner);
      case boost::json::kind::uint64: return scalar(depth, "string", key, std::to_string(value.get_uint64()), inner);   // beyond xs:long
      case boost::json::kind::double_: return scalar(depth, "float", key, base::json_text(value), inner);
      case boost::json::kind::string: {
        std::string_view text(value.get_string().data(), value.get_string().size());
        auto at = told_time(text);
        return scalar(depth, at ? "date" : "string", key, at ? xml_time(*at) : xml_text(text), inner);
      }
    }
  }

 private:
  void indent(int depth) { out.append(static_cast<std::size_t>(depth) * 2, ' '); }
  void scalar(int depth, const char* type, std::string_view key, std::string_view value, const base::JsonObject* inner = nullptr) {
    open(depth, type, key);
    ((out += "\" value=\"") += value) += '"';
    if (!inner) return void(out += "/>\n");
    out += ">\n";
    for (const auto& [name, item] : *inner)
      if (name != nested_value) this->value(depth + 1, name, item);
    close(depth, type);
  }
  void open(int depth, const char* type, std::string_view key) { indent(depth), ((out += '<') += type) += " key=\"", out += xml_text(key); }
  void close(int depth, const char* type) { indent(depth), ((out += "</") += type) += ">\n"; }
  void object(int depth, std::string_view key, const base::JsonObject& object) {
    if (auto own = object.if_contains(nested_value); own && !own->is_object() && !own->is_array()) return value(depth, key, *own, &object);
    open(depth, "container", key), out += "\">\n";
    for (const auto& [name, item] : object) value(depth + 1, name, item);
    close(depth, "container");
  }
  void list(int depth, std::string_view key, const base::JsonArray& array) {
    open(depth, "list", key), out += "\">\n";
    line(depth + 1, "<values>");
    for (const auto& item : array) {
      // An object of one member is an element with a key of its own.
      if (auto one = item.if_object(); one && one->size() == 1 && one->begin()->key() != nested_value) value(depth + 2, one->begin()->key(), one->begin()->value());
      else value(depth + 2, "", item);
    }
    line(depth + 1, "</values>");
    close(depth, "list");
  }
};

struct Trace {
  std::string name;
  bool one_conversation = false;           // all events are of it, and the trace is called by it
  std::vector<const Interaction*> events;
};

// What makes a trace of a person's interactions.
class CaseOf {
 public:
  explicit CaseOf(const std::optional<std::string>& said) {
    if (!said || *said == "customer") return;
    if (*said == "conversation") kind_ = Kind::conversation;
    else if (said->starts_with("property:") && said->size() > 9) kind_ = Kind::property, property_ = said->substr(9);
    else throw base::invalid("\"" + base::shown(*said) + "\" is no case.", "Use customer, conversation, or property:NAME, such as property:order_id.", "case");
  }
  bool is_customer() const { return kind_ == Kind::customer; }

  std::vector<Trace> traces(const Person& person) const {
    if (kind_ == Kind::customer) return {whole(person)};
    std::vector<Trace> traces;
    std::map<std::string, std::size_t> known;
    for (const auto& one : person.interactions) {
      auto name = kind_ == Kind::conversation ? one.conversation.value_or("") : property_text(one.properties, property_);
      if (name.empty()) continue;
      auto [found, is_new] = known.try_emplace(name, traces.size());
      if (is_new) traces.push_back({name, kind_ == Kind::conversation, {}});
      traces[found->second].events.push_back(&one);
    }
    return traces;
  }

 private:
  enum class Kind { customer, conversation, property };

  static Trace whole(const Person& person) {
    Trace trace;
    for (const auto& one : person.interactions) trace.events.push_back(&one);
    trace.one_conversation = !trace.events.empty() && trace.events[0]->conversation && std::all_of(trace.events.begin(), trace.events.end(), [&](auto one) { return one->conversation == trace.events[0]->conversation; });
    trace.name = trace.one_conversation ? *trace.events[0]->conversation : person.id;
    return trace;
  }

  Kind kind_ = Kind::customer;
  std::string property_;
};

// The standard's own attribute; properties may hold attributes that stood within it.
void standard(Writer& writer, std::string_view key, const base::Json& value, const base::JsonObject& properties) {
  auto within = properties.if_contains(key);
  writer.value(3, key, value, within ? within->if_object() : nullptr);
}

bool is_standard(std::string_view key) { return key == "concept:name" || key == "time:timestamp" || key == "org:resource"; }

void write_event(Writer& writer, const Interaction& one, bool tell_conversation) {
  writer.line(2, "<event>");
  standard(writer, "concept:name", base::Json(one.name), one.properties);
  if (one.properties.contains("time:timestamp")) standard(writer, "time:timestamp", base::Json(base::to_string(one.at)), one.properties);
  else writer.time(3, "time:timestamp", one.at);
  if (one.actor.id) standard(writer, "org:resource", base::Json(*one.actor.id), one.properties);
  for (const auto& [key, value] : one.properties)
    if (!is_standard(key)) writer.value(3, key, value);
  if (one.channel != "system") writer.text(3, "throughline:channel", one.channel);
  if (one.direction != Direction::none) writer.text(3, "throughline:direction", base::enum_name(one.direction));
  if (one.actor.kind != (one.actor.id ? ActorKind::agent : ActorKind::system)) writer.text(3, "throughline:actor", base::enum_name(one.actor.kind));
  if (one.conversation && tell_conversation) writer.text(3, "throughline:conversation", *one.conversation);
  auto text = [&](const char* key, const std::optional<std::string>& value) { if (value) writer.text(3, key, *value); };
  text("throughline:topic", one.topic);
  text("throughline:subject", one.subject);
  text("throughline:text", one.text);
  text("throughline:language", one.language);
  if (one.sentiment) writer.value(3, "throughline:sentiment", base::Json(*one.sentiment));
  if (one.score) writer.value(3, std::string("throughline:score_") + base::enum_name(one.score->kind), base::Json(one.score->value));
  if (one.amount) {
    writer.value(3, "throughline:amount_minor", base::Json(one.amount->minor));
    writer.text(3, "throughline:currency", one.amount->currency);
  }
  writer.line(2, "</event>");
}

void write_trace(Writer& writer, const Person& person, const Trace& trace, bool tell_customer) {
  writer.line(1, "<trace>");
  writer.text(2, "concept:name", trace.name);
  if (tell_customer) writer.text(2, "throughline:customer", person.id);
  if (!person.name.empty()) writer.text(2, "throughline:name", person.name);
  for (const auto& [key, value] : person.traits)
    if (key != "concept:name") writer.value(2, key, value);
  for (auto one : trace.events) write_event(writer, *one, !trace.one_conversation);
  writer.line(1, "</trace>");
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string made;
  made.reserve(text.size() + 8);
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto c = static_cast<unsigned char>(text[i]);
    switch (c) {
      case '&': made += "&amp;"; break;
      case '<': made += "&lt;"; break;
      case '>': made += "&gt;"; break;
      case '"': made += "&quot;"; break;
      case '\t': made += "&#9;"; break;
      case '\n': made += "&#10;"; break;
      case '\r': made += "&#13;"; break;
      default:
        if (c < 0x20 || c == 0x7F) made += "\uFFFD";
        else if (c == 0xEF && (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF")) made += "\uFFFD", i += 2;
        else made += static_cast<char>(c);
    }
  }
  return made;
}

std::function<void(std::string&)> xes_pieces(const Record& record, const XesQuery& query) {
  struct Progress {
    CaseOf case_of;
    std::function<bool(Person&)> people;
    bool begun = false, ended = false;
  };
  auto progress = std::make_shared<Progress>(Progress{CaseOf(query.case_), each_person(record, {query.source, query.from, query.to})});
  return [progress](std::string& piece) {
    Writer writer;
    if (!std::exchange(progress->begun, true)) writer.out = head;
    Person person;
    while (!progress->ended && writer.out.size() < piece_bytes) {
      if (!progress->people(person)) {
        writer.out += "</log>\n";
        progress->ended = true;
        break;
      }
      for (const auto& trace : progress->case_of.traces(person)) write_trace(writer, person, trace, !progress->case_of.is_customer());
    }
    piece = std::move(writer.out);
  };
}

}  // namespace record::interchange
